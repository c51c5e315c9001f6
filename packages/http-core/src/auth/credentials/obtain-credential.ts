import { AuthenticationError, isAuthenticationError } from "../../errors.js";
import { raceWithAbort } from "../../util/abort.js";
import { memberOf } from "../../util/own-members.js";
import type { LoginContext, AnyAuthScheme, Credential } from "../scheme.js";
import { checkCredential } from "./check-credential.js";

/** A credential that a scheme has just got. */
export interface ObtainedCredential {
  /** What the scheme returned. */
  readonly credential: Credential<unknown>;
  /** The method of the scheme that returned it. */
  readonly obtainedBy: "acquire" | "renew";
}

/**
 * Renews a credential if the scheme can. Otherwise, or if the service refuses that, acquires a new one.
 *
 * @param scheme - logs in
 * @param current - the valid credential, if there is one
 * @param context - its signal ends also a login that ignores it, so that the login is counted at its deadline
 * @throws AuthenticationError, AuthSchemeError `CREDENTIAL_INVALID`, and any error of the scheme
 */
export async function obtainCredential(
  scheme: AnyAuthScheme,
  current: Credential<unknown> | undefined,
  context: LoginContext<unknown>,
): Promise<ObtainedCredential> {
  const renewed = current === undefined ? undefined : await renew(scheme, current, context);
  if (renewed !== undefined) return { credential: renewed, obtainedBy: "renew" };
  return { credential: await acquire(scheme, context), obtainedBy: "acquire" };
}

/** Returns `undefined` if the scheme has no `renew`, or if the service refuses to renew the credential. */
async function renew(
  scheme: AnyAuthScheme,
  current: Credential<unknown>,
  context: LoginContext<unknown>,
): Promise<Credential<unknown> | undefined> {
  const run = memberOf(scheme, "renew");
  if (run === undefined) return undefined;
  try {
    return checkCredential(await raceWithAbort(run.call(scheme, current, context), context.signal), scheme.name);
  } catch (error) {
    if (isAuthenticationError(error) && error.authOutcome === "rejected") return undefined;
    throw error;
  }
}

async function acquire(scheme: AnyAuthScheme, context: LoginContext<unknown>): Promise<Credential<unknown>> {
  const run = memberOf(scheme, "acquire");
  if (run === undefined)
    throw new AuthenticationError("transient", `Scheme ${scheme.name} does not define acquire, so it can't log in`);
  return checkCredential(await raceWithAbort(run.call(scheme, context), context.signal), scheme.name);
}
