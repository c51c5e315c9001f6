import type { CallContext } from "./call-context.js";
import { headersOf } from "../http/message.js";
import type { MaybePromise } from "../util/maybe-promise.js";
import { withHeaders, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";

/** The request with the jar's cookies for this hop's URL (RFC 6265). */
export async function withCookies(request: HttpRequest, { jar }: CallContext): Promise<HttpRequest> {
  const headers = headersOf(request).copy();
  const sent = await jar.cookiesFor(request.url, headers.get("cookie") ?? "");
  if (sent === "") return request;
  headers.set("cookie", sent);
  return withHeaders(request, headers, request.body);
}

/** Keeps a hop's `Set-Cookie` against that hop's URL. */
export function keepCookies(response: HttpResponse, { url }: HttpRequest, { jar }: CallContext): MaybePromise<void> {
  const lines = headersOf(response).getSetCookie();
  if (lines.length > 0) return jar.keep(lines, url);
}
