import { AuthSchemeError, InputError } from "../../errors.js";
import { reservedHeaders } from "../../http/headers.js";
import { headersOf } from "../../http/message.js";
import type { HttpRequest } from "../../http/request.js";
import { originOf } from "../../http/url.js";

/**
 * Checks what a scheme's `apply` returned: a request of the same method and origin, in which the scheme has set no header
 * that frames or routes the message.
 *
 * @param request - as the scheme got it
 * @param applied - of any content
 * @param scheme - the name of the scheme, for the message
 * @throws AuthSchemeError `AUTH_SCHEME_INVALID`, InputError `URL_NOT_ALLOWED`
 */
export function checkApplied(request: HttpRequest, applied: unknown, scheme: string): HttpRequest {
  if (!isRequest(applied)) {
    const message = `apply() of scheme ${scheme} returned no request; return request.with({ headers })`;
    throw new AuthSchemeError("AUTH_SCHEME_INVALID", message);
  }
  const isSameOrigin = applied.url === request.url || originOf(applied.url) === originOf(request.url);
  if (applied.method !== request.method || !isSameOrigin) {
    throw new InputError("URL_NOT_ALLOWED", `Scheme ${scheme} changed the method or origin of a request; it must not`);
  }
  refuseReservedHeaders(request, applied, scheme);
  return applied;
}

/** A request may come from another installed copy of this package. Its headers are not read: that would make a `Headers` of them. */
function isRequest(value: unknown): value is HttpRequest {
  if (typeof value !== "object" || value === null || !("headers" in value)) return false;
  const { method, url } = value as Partial<HttpRequest>;
  return typeof method === "string" && typeof url === "string";
}

/** Middleware may set such a header. */
function refuseReservedHeaders(request: HttpRequest, applied: HttpRequest, scheme: string): void {
  for (const [name, value] of headersOf(applied)) {
    if (!reservedHeaders.has(name) || headersOf(request).get(name) === value) continue;
    const message = `apply() of scheme ${scheme} set the header ${name}, which only the transport sets; leave it out`;
    throw new AuthSchemeError("AUTH_SCHEME_INVALID", message);
  }
}
