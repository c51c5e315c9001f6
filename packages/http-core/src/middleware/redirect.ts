import type { CallContext, Stage } from "./call-context.js";
import { isHttpCoreError, RedirectError } from "../errors.js";
import { redactUrl } from "../redaction/redact.js";
import type { HeaderList } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { createRequest, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { checkAllowed } from "../http/allowed-hosts.js";
import { originOf, resolveUrl } from "../http/url.js";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
const safeMethods = new Set(["GET", "HEAD"]);
const mostHops = 5;

/** True for an answer that points elsewhere. */
export function isRedirect(response: HttpResponse): boolean {
  return redirectStatuses.has(response.status) && locationOf(response) !== "";
}

/**
 * Follows what is safe to follow: GET and HEAD within one origin, and 303 as GET, at most five hops. Everything else
 * is an error, and no second request is made.
 */
export function redirect(next: Stage): Stage {
  function send(request: HttpRequest, context: CallContext, hops: number): Promise<HttpResponse> {
    return next
      .send(request, context)
      .then((response) =>
        isRedirect(response) && context.options.redirect !== "manual"
          ? follow(request, response, context, hops)
          : response,
      );
  }

  async function follow(
    request: HttpRequest,
    response: HttpResponse,
    context: CallContext,
    hops: number,
  ): Promise<HttpResponse> {
    await response.discard();
    if (hops >= mostHops) throw refusal(response, request, `more than ${mostHops} redirects`);
    return send(followUp(request, response, context), context, hops + 1);
  }

  return { send: (request, context) => send(request, context, 0) };
}

function followUp(request: HttpRequest, response: HttpResponse, context: CallContext): HttpRequest {
  if (context.options.redirect === "error")
    throw refusal(response, request, "redirects are switched off for this call");
  const asGet = response.status === 303;
  if (!asGet && !safeMethods.has(request.method)) {
    throw refusal(response, request, `a ${request.method} is not repeated elsewhere`);
  }
  const url = target(request, response, context);
  if (originOf(url) !== originOf(request.url)) throw refusal(response, request, "it leads to another origin");
  return createRequest({
    method: asGet && request.method !== "HEAD" ? "GET" : request.method,
    url,
    headers: asGet ? withoutContent(headersOf(request)) : headersOf(request).copy(),
  });
}

/** The target as the URL rules see it: a `Location` is hostile until it has passed them. */
function target(request: HttpRequest, response: HttpResponse, context: CallContext): string {
  const location = locationOf(response);
  const resolved = /^[a-z][a-z0-9+.-]*:/i.test(location) ? location : URL.parse(location, request.url)?.href;
  if (resolved === undefined || /[\s\p{Cc}\\]/u.test(location))
    throw refusal(response, request, "its target can't be parsed");
  try {
    const url = resolveUrl(resolved);
    checkAllowed(url, context.hosts);
    return url.href;
  } catch (error) {
    throw refusal(response, request, isHttpCoreError(error) ? error.message : "its target is not allowed");
  }
}

function withoutContent(headers: HeaderList): HeaderList {
  const kept = headers.copy();
  for (const [name] of headers) if (name.startsWith("content-")) kept.delete(name);
  return kept;
}

function refusal(response: HttpResponse, request: HttpRequest, why: string): RedirectError {
  const shown = redactUrl(locationOf(response));
  const url = redactUrl(request.url);
  return new RedirectError(`${request.method} ${url} answered ${response.status} to ${shown}; not followed: ${why}`, {
    method: request.method,
    url,
    status: response.status,
    target: shown,
  });
}

function locationOf(response: HttpResponse): string {
  return headersOf(response).get("location") ?? "";
}
