import type { ApplyContext } from "../../auth/scheme.js";
import type { CredentialSource } from "../../auth/credentials/credential-source.js";
import type { HeldCredential } from "../../auth/credentials/held-credential.js";
import type { CallAuth, CallContext } from "../call-context.js";
import { InputError } from "../../errors.js";
import { isPromise, type MaybePromise } from "../../util/maybe-promise.js";
import { copyRequest, type HttpRequest } from "../../http/request.js";
import { originOf } from "../../http/url.js";

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
  if (auth === undefined) return request;
  if (!isUnderOrigins(request.url, auth.scheme.origins)) {
    trace.originWithoutCredential = originOf(request.url);
    return request;
  }
  trace.originWithoutCredential = undefined;
  const { source, caller, isPrepareOnly } = auth;
  if (source === undefined) return applyScheme(request, auth, undefined, context);
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

function applyScheme(
  request: HttpRequest,
  { scheme, caller }: CallAuth,
  held: HeldCredential | undefined,
  context: CallContext,
): MaybePromise<HttpRequest> {
  const { trace, clock, signal } = context;
  const credential = held?.credential.value;
  trace.secrets.add(credential);
  const record = (applied: HttpRequest): HttpRequest => {
    refuseOtherTarget(request, applied, scheme.name);
    trace.isAuthorized = true;
    trace.applied = { request: applied, credential };
    trace.credentialVersion = held?.version;
    return applied;
  };
  // The scheme gets a private copy of the headers, so that one attempt does not change the next.
  const applying = scheme.apply(copyRequest(request), credential, {
    options: context.options.authOptions,
    clock,
    randomBytes: caller.randomBytes,
    signal,
    state: undefined,
    use: 0,
    challenge: trace.challenge,
  } as ApplyContext<unknown, unknown>);
  return isPromise(applying) ? applying.then(record) : record(applying);
}

/** Compares texts first: most origins are written as the URL begins, so that the URL need not be parsed. */
function isUnderOrigins(url: string, origins: readonly string[]): boolean {
  return (
    origins.some((origin) => url.startsWith(origin) && url[origin.length] === "/") || origins.includes(originOf(url))
  );
}

function refuseOtherTarget(request: HttpRequest, applied: HttpRequest, scheme: string): void {
  const isSameOrigin = applied.url === request.url || originOf(applied.url) === originOf(request.url);
  if (applied.method === request.method && isSameOrigin) return;
  throw new InputError("URL_NOT_ALLOWED", `Scheme ${scheme} changed the method or origin of a request; it may not`);
}
