import type { HeldCredential } from "../auth/credentials/credential-source.js";
import type { CallAuth, CallContext, CallTrace } from "./call-context.js";
import { InputError } from "../errors.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import { copyOf, type HttpRequest } from "../http/request.js";
import { originOf } from "../http/url.js";

/** The request with its credential, put on for each attempt and each hop, and only where the scheme's origins allow it. */
export function authorized(request: HttpRequest, context: CallContext): MaybePromise<HttpRequest> {
  const { auth, trace } = context;
  trace.authorized = false;
  trace.credentialVersion = undefined;
  if (auth === undefined) return request;
  if (!isAt(request.url, auth.scheme.origins)) {
    trace.droppedFor = originOf(request.url);
    return request;
  }
  trace.droppedFor = undefined;
  const { source } = auth;
  if (source === undefined) return apply(request, auth, undefined, context);
  const held = auth.preview ? source.peek() : source.ready(auth.caller);
  if (held !== undefined) return apply(request, auth, held, context);
  if (!auth.preview) return source.get(auth.caller).then((got) => apply(request, auth, got, context));
  trace.credentialPending = true;
  return request;
}

function apply(
  request: HttpRequest,
  auth: CallAuth,
  held: HeldCredential | undefined,
  context: CallContext,
): MaybePromise<HttpRequest> {
  const { trace } = context;
  const value = held?.credential.value;
  trace.secrets.add(value);
  const challenge = trace.challenge === undefined ? {} : { challenge: trace.challenge };
  // A scheme gets headers of its own, so that one attempt leaves no trace on the next.
  const applied = auth.scheme.apply(copyOf(request), value, {
    options: auth.options,
    clock: context.clock,
    random: () => context.random(),
    signal: context.signal,
    ...challenge,
  });
  const checked = (ready: HttpRequest): HttpRequest => authorizedBy(ready, request, auth, held, trace);
  return isPromise(applied) ? applied.then(checked) : checked(applied);
}

function authorizedBy(
  applied: HttpRequest,
  request: HttpRequest,
  auth: CallAuth,
  held: HeldCredential | undefined,
  trace: CallTrace,
): HttpRequest {
  refuseOther(request, applied, auth.scheme.name);
  trace.secrets.addHeaders(applied, auth.scheme.secrets.headers);
  trace.authorized = true;
  trace.credentialVersion = held?.version;
  return applied;
}

/** Whether a URL is under one of some origins: mostly the text says it, else the parsed URL. */
function isAt(url: string, origins: readonly string[]): boolean {
  return (
    origins.some((origin) => url.startsWith(origin) && url[origin.length] === "/") || origins.includes(originOf(url))
  );
}

function refuseOther(request: HttpRequest, applied: HttpRequest, scheme: string): void {
  const isSamePlace = applied.url === request.url || originOf(applied.url) === originOf(request.url);
  if (applied.method === request.method && isSamePlace) return;
  throw new InputError("URL_NOT_ALLOWED", `Scheme ${scheme} changed the method or origin of a request; it may not`);
}
