import type { CallContext, Stage } from "./call-context.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { Lazy } from "../util/lazy.js";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** What only a redirect needs: it stays out of the start, and of the first chunk of a bundle. */
const following = new Lazy(() => import("./next-request.js"));

/** Returns true for a response with a redirect status and a location. */
export function isRedirect(response: HttpResponse): boolean {
  return redirectStatuses.has(response.status) && (headersOf(response).get("location") ?? "") !== "";
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
    const { nextRequest } = await following.get();
    return send(nextRequest(request, response, context, redirects), context, redirects + 1);
  }

  return { send: (request, context) => send(request, context, 0) };
}
