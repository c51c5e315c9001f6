import type { CredentialCaller } from "../auth/credentials/credential-caller.js";
import type { CredentialSource } from "../auth/credentials/credential-source.js";
import { combinedSchemes } from "../auth/combine-auth.js";
import { checkIdentity } from "../auth/identities/check-identity.js";
import type { SessionIdentities } from "../auth/identities/session-identities.js";
import type { AnyAuthScheme, Identity } from "../auth/scheme.js";
import type { Signer } from "../auth/signing/signer.js";
import type { CallAuth, CallTrace } from "../middleware/call-context.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import { memberOf } from "../util/own-members.js";

/** The call whose authentication is prepared. */
interface AuthenticatedCall {
  /** Has the scheme and the `authOptions` of the call. Its `logouts` are 0. */
  readonly caller: CredentialCaller;
  /** True if the call is only prepared. */
  readonly isPrepareOnly: boolean;
  /** Gets the secrets of the identity. */
  readonly trace: CallTrace;
}

/**
 * Finds what the requests of a call share with other calls of its identity. A scheme that only signs requests, and reads no
 * response, shares nothing: it is asked for its identity only when a text has to be searched for its secret.
 *
 * @param call - its scheme names the identity
 * @param identities - of the session
 * @throws InputError `OPTION_INVALID` for an identity that can't be used
 */
export function createCallAuth(call: AuthenticatedCall, identities: SessionIdentities): MaybePromise<CallAuth> {
  const { caller, isPrepareOnly, trace } = call;
  const { scheme, authOptions } = caller;
  const parts = combinedSchemes(scheme);
  if (parts !== undefined) trace.secrets.addLater(() => secretsOf(parts, authOptions));
  if (needsIdentity(scheme)) {
    const identity = scheme.identity(authOptions);
    if (!isPromise(identity)) return authOf(identity, call, identities);
    return identity.then((known) => authOf(known, call, identities));
  }
  if (parts === undefined) trace.secrets.addLater(() => scheme.identity(authOptions));
  return { scheme, caller, isPrepareOnly, source: undefined, signer: undefined, states: undefined };
}

function authOf(given: Identity, call: AuthenticatedCall, identities: SessionIdentities): MaybePromise<CallAuth> {
  const { scheme } = call.caller;
  const identity = checkIdentity(given, scheme.name);
  call.trace.secrets.add(identity.secret);
  if (!hasMember(scheme, "acquire")) {
    const signer = identities.signer(scheme, identity);
    return isPromise(signer) ? signer.then((loaded) => signedAuth(call, loaded)) : signedAuth(call, signer);
  }
  const source = identities.source(scheme, identity);
  return isPromise(source) ? source.then((loaded) => loginAuth(call, loaded)) : loginAuth(call, source);
}

function signedAuth({ caller, isPrepareOnly }: AuthenticatedCall, shared: Signer): CallAuth {
  const { scheme } = caller;
  const signer = hasMember(scheme, "classify") ? shared : undefined;
  return { scheme, caller, isPrepareOnly, source: undefined, signer, states: statesOf(scheme, shared) };
}

function loginAuth({ caller, isPrepareOnly }: AuthenticatedCall, source: CredentialSource): CallAuth {
  const { scheme } = caller;
  const states = statesOf(scheme, source);
  return { scheme, caller: withLogouts(caller, source.logouts), isPrepareOnly, source, signer: undefined, states };
}

function statesOf(scheme: AnyAuthScheme, { states }: CredentialSource | Signer): CallAuth["states"] {
  return hasMember(scheme, "observe") ? states : undefined;
}

/** Most identities were never logged out, so nothing has to be copied. */
function withLogouts(caller: CredentialCaller, logouts: number): CredentialCaller {
  return logouts === caller.logouts ? caller : { ...caller, logouts };
}

/** The identity of a combination is that of the scheme that logs in. The others have secrets as well. */
async function secretsOf(schemes: readonly AnyAuthScheme[], authOptions: unknown): Promise<unknown> {
  const identities = await Promise.all(schemes.map((scheme) => scheme.identity(authOptions)));
  return identities.map((identity) => memberOf(identity, "secret"));
}

function needsIdentity(scheme: AnyAuthScheme): boolean {
  return hasMember(scheme, "acquire") || hasMember(scheme, "observe") || hasMember(scheme, "classify");
}

function hasMember(scheme: AnyAuthScheme, name: "acquire" | "observe" | "classify"): boolean {
  return memberOf(scheme, name) !== undefined;
}
