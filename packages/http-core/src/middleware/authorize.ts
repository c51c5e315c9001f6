import { revealedSecrets } from "../auth/revealed-secrets.js";
import type { CallAuth, CallContext, Stage } from "../call-context.js";
import { InputError } from "../errors.js";
import { createRequest, type HttpRequest } from "../request.js";
import { originOf } from "../url.js";

/** Puts the credential on each attempt and each hop, and only where the scheme's origins allow it. */
export function authorize(next: Stage): Stage {
  return {
    async send(request, context) {
      const authorized = await authorizedRequest(request, context);
      return next.send(authorized, context);
    },
  };
}

async function authorizedRequest(request: HttpRequest, context: CallContext): Promise<HttpRequest> {
  const { auth, trace } = context;
  trace.authorized = false;
  trace.credentialVersion = undefined;
  if (auth === undefined) return request;
  const origin = originOf(request.url);
  if (!auth.scheme.origins.includes(origin)) {
    trace.droppedFor = origin;
    return request;
  }
  trace.droppedFor = undefined;
  return apply(request, auth, context);
}

async function apply(request: HttpRequest, auth: CallAuth, context: CallContext): Promise<HttpRequest> {
  const { trace } = context;
  const held = auth.preview ? auth.source?.peek() : await auth.source?.get(auth.caller);
  if (auth.source !== undefined && held === undefined) {
    trace.credentialPending = true;
    return request;
  }
  const value = held?.credential.value;
  for (const secret of revealedSecrets(value)) trace.secrets.add(secret);
  const challenge = trace.challenge === undefined ? {} : { challenge: trace.challenge };
  const applied = await auth.scheme.apply(copyOf(request), value, {
    options: auth.options,
    clock: context.clock,
    random: () => context.random(),
    signal: context.signal,
    ...challenge,
  });
  refuseOther(request, applied, auth.scheme.name);
  for (const name of auth.scheme.secrets.headers ?? []) trace.secrets.add(applied.headers.get(name) ?? "");
  trace.authorized = true;
  trace.credentialVersion = held?.version;
  return applied;
}

/** A scheme gets headers of its own, so that one attempt leaves no trace on the next. */
function copyOf(request: HttpRequest): HttpRequest {
  const { method, url, headers, body } = request;
  return createRequest({ method, url, headers: new Headers(headers), body });
}

function refuseOther(request: HttpRequest, applied: HttpRequest, scheme: string): void {
  if (applied.method === request.method && originOf(applied.url) === originOf(request.url)) return;
  throw new InputError("URL_NOT_ALLOWED", `Scheme ${scheme} changed the method or origin of a request; it may not`);
}
