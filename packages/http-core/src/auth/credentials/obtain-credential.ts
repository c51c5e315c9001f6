import { AuthenticationError, isAuthenticationError } from "../../errors.js";
import { raceWithAbort } from "../../util/abort.js";
import { memberOf } from "../../util/own-members.js";
import type { LoginContext, AnyAuthScheme, Credential } from "../scheme.js";
import { checkCredential } from "./check-credential.js";

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
): Promise<Credential<unknown>> {
  const renewed = current === undefined ? undefined : await renew(scheme, current, context);
  return renewed ?? acquire(scheme, context);
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
