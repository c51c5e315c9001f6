import type { CallContext } from "./call-context.js";
import type { MaybePromise } from "../util/maybe-promise.js";
import { headersOf } from "../http/message.js";
import { nameOfCookie } from "../http/cookies/scheme-cookies.js";
import { withHeaders, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { utf8Length } from "../util/platform/bytes.js";

/**
 * Adds the jar's cookies for the request's URL (RFC 6265).
 *
 * @param request - stays as it is
 * @param context - has the jar
 */
export async function withCookies(request: HttpRequest, { jar, logger }: CallContext): Promise<HttpRequest> {
  const headers = headersOf(request).copy();
  const explicit = headers.get("cookie") ?? "";
  const cookies = (await jar.try("read", () => jar.cookiesFor(request.url, explicit), logger)) ?? explicit;
  if (cookies === "") return request;
  headers.set("cookie", cookies);
  return withHeaders(request, headers, request.body);
}

/**
 * Keeps the cookies that a response sets, for the URL of its request, except those of the scheme.
 *
 * @param response - may have `Set-Cookie` headers
 * @param request - that it belongs to
 * @param context - has the jar
 */
export function keepCookies(
  response: HttpResponse,
  { url }: HttpRequest,
  { jar, logger, trace }: CallContext,
): MaybePromise<void> {
  const all = headersOf(response).getSetCookie();
  const { schemeCookies } = trace;
  const lines = schemeCookies === undefined ? all : all.filter((line) => !schemeCookies.has(nameOfCookie(line)));
  if (lines.length > 0) return jar.try("written", () => jar.keep(lines, url), logger);
}

/** The size of a request's `Cookie` header, in bytes. */
export function cookieBytesOf(request: HttpRequest): number {
  return utf8Length(headersOf(request).get("cookie") ?? "");
}
