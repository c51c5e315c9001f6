import type { ApplyContext } from "../../auth/scheme.js";
import type { CredentialSource } from "../../auth/credentials/credential-source.js";
import type { HeldCredential } from "../../auth/credentials/held-credential.js";
import type { Signer } from "../../auth/signing/signer.js";
import { noState, type LearntState, type StateUse } from "../../auth/state/learnt-state.js";
import type { CallAuth, CallContext } from "../call-context.js";
import { isPromise, type MaybePromise } from "../../util/maybe-promise.js";
import { memberOf } from "../../util/own-members.js";
import { copyRequest, targetOf, type HttpRequest } from "../../http/request.js";
import { normalizeOrigin, originOf } from "../../http/url.js";
import { checkApplied } from "./check-applied.js";
import { withOwnCookies } from "./own-cookies.js";

/**
 * Adds the credential to a request whose URL is under one of the scheme's origins. Runs for each attempt and each
 * redirect.
 *
 * @param request - stays as it is
 * @param context - its trace records whether the request is authorized
 */
export function authorize(request: HttpRequest, context: CallContext): MaybePromise<HttpRequest> {
  const { auth, trace } = context;
  trace.isAuthorized = false;
  trace.credentialVersion = undefined;
  trace.applied = undefined;
  trace.schemeCookies = undefined;
  if (auth === undefined) return request;
  if (!isUnderOrigins(request.url, auth.scheme.origins)) {
    trace.challenge = undefined;
    trace.originWithoutCredential = originOf(request.url);
    return request;
  }
  trace.originWithoutCredential = undefined;
  const { source, signer, caller, isPrepareOnly } = auth;
  if (source === undefined) {
    const isUnlimited = signer === undefined || isPrepareOnly;
    return isUnlimited ? applyScheme(request, auth, undefined, context) : applyInWindow(request, auth, signer, context);
  }
  const held = isPrepareOnly ? source.peek() : source.peekAndRenew(caller);
  if (held !== undefined) return applyScheme(request, auth, held, context);
  if (!isPrepareOnly) return applyAfterLogin(request, auth, source, context);
  trace.isCredentialPending = true;
  return request;
}

async function applyAfterLogin(
  request: HttpRequest,
  auth: CallAuth,
  source: CredentialSource,
  context: CallContext,
): Promise<HttpRequest> {
  return applyScheme(request, auth, await source.get(auth.caller), context);
}

/** Sends no secret that the server has rejected too often. */
async function applyInWindow(
  request: HttpRequest,
  auth: CallAuth,
  { rejections }: Signer,
  context: CallContext,
): Promise<HttpRequest> {
  await rejections.check(auth.caller.window);
  return applyScheme(request, auth, undefined, context);
}

function applyScheme(
  request: HttpRequest,
  auth: CallAuth,
  held: HeldCredential | undefined,
  context: CallContext,
): MaybePromise<HttpRequest> {
  const { trace, clock, signal, options } = context;
  const { scheme, caller, states } = auth;
  const credential = held?.credential.value;
  trace.secrets.add(credential);
  const learnt = states?.at(targetOf(request).origin);
  const { state, use } = learnt === undefined ? noState : takeState(learnt, auth);
  trace.secrets.add(state);
  const record = (applied: HttpRequest): HttpRequest => {
    const checked = withOwnCookies(request, checkApplied(request, applied, scheme.name), trace);
    trace.isAuthorized = true;
    trace.beforeApply = request;
    trace.afterApply = checked;
    trace.credentialVersion = held?.version;
    if (isReadingResponses(auth)) trace.applied = { request: checked, credential, learnt };
    return checked;
  };
  // The scheme gets a private copy of the headers, so that one attempt does not change the next.
  const applying = scheme.apply(copyRequest(request), credential, {
    options: options.authOptions,
    clock,
    randomBytes: caller.randomBytes,
    signal,
    state,
    use,
    challenge: trace.takeChallenge(),
  } as ApplyContext<unknown, unknown>);
  return isPromise(applying) ? applying.then(record) : record(applying);
}

/** A request that is only prepared is not counted as a use of the state. */
function takeState(learnt: LearntState, { isPrepareOnly }: CallAuth): StateUse {
  return isPrepareOnly ? learnt.next : learnt.take();
}

function isReadingResponses({ scheme, states }: CallAuth): boolean {
  return states !== undefined || memberOf(scheme, "classify") !== undefined;
}

/** Compares texts first: most origins are written as the URL begins, so nothing need be parsed. */
function isUnderOrigins(url: string, origins: readonly string[]): boolean {
  if (origins.some((origin) => url.startsWith(origin) && url[origin.length] === "/")) return true;
  const own = originOf(url);
  return origins.some((origin) => normalizeOrigin(origin) === own);
}
