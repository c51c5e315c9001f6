import { revealedSecrets } from "../auth/revealed-secrets.js";
import type { CallAuth, CallContext, Stage } from "../call-context.js";
import { InputError } from "../errors.js";
import { copyOf, headersOf, type HttpRequest } from "../request.js";
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
  if (!isAt(request.url, auth.scheme.origins)) {
    trace.droppedFor = originOf(request.url);
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
  // A scheme gets headers of its own, so that one attempt leaves no trace on the next.
  const applied = await auth.scheme.apply(copyOf(request), value, {
    options: auth.options,
    clock: context.clock,
    random: () => context.random(),
    signal: context.signal,
    ...challenge,
  });
  refuseOther(request, applied, auth.scheme.name);
  for (const name of auth.scheme.secrets.headers ?? []) trace.secrets.add(headersOf(applied).get(name) ?? "");
  trace.authorized = true;
  trace.credentialVersion = held?.version;
  return applied;
}

/** Whether a URL is under one of some origins: mostly the text says it, else the parsed URL. */
function isAt(url: string, origins: readonly string[]): boolean {
  return origins.some((origin) => url.startsWith(`${origin}/`)) || origins.includes(originOf(url));
}

function refuseOther(request: HttpRequest, applied: HttpRequest, scheme: string): void {
  const isSamePlace = applied.url === request.url || originOf(applied.url) === originOf(request.url);
  if (applied.method === request.method && isSamePlace) return;
  throw new InputError("URL_NOT_ALLOWED", `Scheme ${scheme} changed the method or origin of a request; it may not`);
}
