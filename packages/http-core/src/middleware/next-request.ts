import type { CallContext } from "./call-context.js";
import { RedirectError } from "../errors.js";
import { isHttpCoreError } from "../http-core-error.js";
import { checkAllowed } from "../http/allowed-hosts.js";
import type { HeaderList } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { createRequest, type HttpRequest } from "../http/request.js";
import { encodeLocation } from "../http/response-headers/location.js";
import type { HttpResponse } from "../http/response.js";
import { originOf, resolveUrl } from "../http/url.js";

const safeMethods = new Set(["GET", "HEAD"]);

/**
 * Makes the request that follows a redirect, if it is safe: GET and HEAD within one origin, and 303 as GET.
 *
 * @param request - that was redirected
 * @param response - the redirect
 * @param context - its options say how many redirects may follow one another
 * @param redirects - how many the call has followed before
 * @throws RedirectError `REDIRECT_REFUSED`
 */
export function nextRequest(
  request: HttpRequest,
  response: HttpResponse,
  context: CallContext,
  redirects: number,
): HttpRequest {
  const { maxRedirects } = context.options;
  if (redirects >= maxRedirects)
    throw redirectError(response, request, context, `there are more than ${maxRedirects} in a row`);
  if (context.options.redirect === "error") {
    throw redirectError(response, request, context, "redirects are switched off for this call");
  }
  const isSeeOther = response.status === 303;
  if (!isSeeOther && !safeMethods.has(request.method)) {
    throw redirectError(response, request, context, "only GET and HEAD are redirected");
  }
  const url = resolveLocation(request, response, context);
  if (originOf(url) !== originOf(request.url))
    throw redirectError(response, request, context, "it leads to another origin");
  return createRequest({
    method: isSeeOther && request.method !== "HEAD" ? "GET" : request.method,
    url,
    headers: isSeeOther ? withoutContentHeaders(headersOf(request)) : headersOf(request).copy(),
  });
}

/** Applies the rules for URLs to the location, since the server may have sent any text. */
function resolveLocation(request: HttpRequest, response: HttpResponse, context: CallContext): string {
  const location = locationOf(response);
  if (location.includes(",%20")) throw redirectError(response, request, context, "it names several targets");
  const resolved = /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : URL.parse(location, request.url)?.href;
  if (resolved === undefined || /[\p{Cc}\\]/u.test(location)) {
    throw redirectError(response, request, context, "its target can't be parsed");
  }
  try {
    const url = resolveUrl(resolved);
    checkAllowed(url, context.hosts);
    return url.href;
  } catch (error) {
    // The message quotes the target, which may be truncated within a secret.
    const isQuotable = isHttpCoreError(error) && context.trace.secrets.scrub(location) === location;
    const reason = isQuotable ? error.message : "its target is not allowed";
    throw redirectError(response, request, context, reason);
  }
}

function withoutContentHeaders(headers: HeaderList): HeaderList {
  const kept = headers.copy();
  for (const [name] of headers) if (name.startsWith("content-")) kept.delete(name);
  return kept;
}

function redirectError(
  response: HttpResponse,
  { method, url }: HttpRequest,
  { trace }: CallContext,
  reason: string,
): RedirectError {
  const { status } = response;
  const target = trace.secrets.redactUrl(locationOf(response));
  const shownUrl = trace.secrets.redactUrl(url);
  const message = `${method} ${shownUrl} got a ${status} redirect to ${target}, which was not followed: ${reason}`;
  return new RedirectError(message, { method, url: shownUrl, status, target });
}

function locationOf(response: HttpResponse): string {
  return encodeLocation(headersOf(response).get("location") ?? "");
}
