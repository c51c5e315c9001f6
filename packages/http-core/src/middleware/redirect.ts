import type { CallContext, Stage } from "./call-context.js";
import { isHttpCoreError } from "../http-core-error.js";
import { RedirectError } from "../errors.js";
import type { HeaderList } from "../http/header-list.js";
import { encodeLocation } from "../http/response-headers/location.js";
import { headersOf } from "../http/message.js";
import { createRequest, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { checkAllowed } from "../http/allowed-hosts.js";
import { originOf, resolveUrl } from "../http/url.js";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const safeMethods = new Set(["GET", "HEAD"]);

/** Returns true for a response with a redirect status and a location. */
export function isRedirect(response: HttpResponse): boolean {
  return redirectStatuses.has(response.status) && locationOf(response) !== "";
}

/**
 * Follows redirects that are safe: GET and HEAD within one origin, and 303 as GET, at most `maxRedirects` in a row. Any
 * other redirect is a `RedirectError`, and no second request is sent.
 */
export function redirect(next: Stage): Stage {
  function send(request: HttpRequest, context: CallContext, redirects: number): Promise<HttpResponse> {
    return next
      .send(request, context)
      .then((response) =>
        isRedirect(response) && context.options.redirect !== "manual"
          ? follow(request, response, context, redirects)
          : response,
      );
  }

  async function follow(
    request: HttpRequest,
    response: HttpResponse,
    context: CallContext,
    redirects: number,
  ): Promise<HttpResponse> {
    // The head says where to go. The body may be long or never end, so nothing waits for it.
    void response.discard();
    const { maxRedirects } = context.options;
    if (redirects >= maxRedirects)
      throw redirectError(response, request, context, `it is one of more than ${maxRedirects} in a row`);
    return send(nextRequest(request, response, context), context, redirects + 1);
  }

  return { send: (request, context) => send(request, context, 0) };
}

function nextRequest(request: HttpRequest, response: HttpResponse, context: CallContext): HttpRequest {
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
