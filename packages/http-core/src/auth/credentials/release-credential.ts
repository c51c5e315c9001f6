import { maskError } from "../../redaction/mask-error.js";
import { raceWithAbort } from "../../util/abort.js";
import { memberOf } from "../../util/own-members.js";
import { withLoginDeadline } from "../login/login-deadline.js";
import { toLoginError } from "../login/login-error.js";
import type { Credential } from "../scheme.js";
import type { ActiveLogin } from "./active-login.js";
import { loginTimeoutMs, type CredentialCaller } from "./credential-caller.js";
import type { CredentialLoginOptions } from "./credential-login.js";
import { KnownSecrets } from "./known-secrets.js";

/** Whose credential is released. */
interface Releaser extends Pick<CredentialLoginOptions, "clock" | "secret"> {
  /** The logout. */
  readonly active: ActiveLogin;
}

/**
 * Tells the service that a credential is no longer used, if the scheme can. It has as much time as a login.
 *
 * @param credential - has been forgotten; it may have expired
 * @param caller - provides what the request needs
 * @param releaser - the identity and its logout
 * @throws what `release` throws, without secrets; any error that is not of this library as AuthenticationError `AUTH_TRANSIENT`
 */
export async function releaseCredential(
  credential: Credential<unknown>,
  caller: CredentialCaller,
  { clock, secret, active }: Releaser,
): Promise<void> {
  const { scheme } = caller;
  const release = memberOf(scheme, "release");
  if (release === undefined) return;
  const secrets = new KnownSecrets();
  secrets.add([secret, credential.value]);
  const { signal: left = new AbortController().signal } = caller;
  try {
    await withLoginDeadline({ clock, timeoutMs: loginTimeoutMs(caller), step: "logout" }, left, async (signal) => {
      const context = await caller.logins.createContext({ caller, cause: undefined, active, signal, secrets });
      return raceWithAbort(release.call(scheme, credential, context), signal);
    });
  } catch (error) {
    await secrets.complete();
    throw toLoginError(maskError(error, secrets), secret, "logout");
  }
}
