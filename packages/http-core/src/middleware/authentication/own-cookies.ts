import { mergeSchemeCookies } from "../../http/cookies/scheme-cookies.js";
import { headersOf } from "../../http/message.js";
import { withHeaders, type HttpRequest } from "../../http/request.js";
import type { CallTrace } from "../call-context.js";

/**
 * Makes the cookies that a scheme has added its own: the session's cookies of the same names are not sent, and the trace
 * tells the jar not to keep them.
 *
 * @param request - as the scheme got it, with the session's cookies
 * @param applied - as the scheme returned it
 * @param trace - gets the names
 */
export function withOwnCookies(request: HttpRequest, applied: HttpRequest, trace: CallTrace): HttpRequest {
  const after = headersOf(applied).get("cookie");
  if (after === null) return applied;
  const before = headersOf(request).get("cookie") ?? "";
  if (before === after) return applied;
  const { header, names } = mergeSchemeCookies(before, after);
  trace.schemeCookies = names;
  if (header === after) return applied;
  const headers = headersOf(applied).copy();
  headers.set("cookie", header);
  return withHeaders(applied, headers, applied.body);
}
