import type { CallContext } from "./call-context.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { Lazy } from "../util/lazy.js";

const redirectStatuses = new Set([301, 302, 303, 307, 308]);
/** What only a redirect needs: it stays out of the start, and of the first chunk of a bundle. */
const following = new Lazy(() => import("./next-request.js"));

/** Returns true for a redirect that the call follows or refuses, and does not return. */
export function isFollowed(response: HttpResponse, { options }: CallContext): boolean {
  if (!redirectStatuses.has(response.status) || options.redirect === "manual") return false;
  return (headersOf(response).get("location") ?? "") !== "";
}

/**
 * Makes the request that follows a redirect, if it is safe: GET and HEAD within one origin, and 303 as GET, at most
 * `maxRedirects` in a row.
 *
 * @param request - that was redirected
 * @param response - the redirect
 * @param context - of the call
 * @param redirects - how many the call has followed before
 * @throws RedirectError `REDIRECT_REFUSED` for any other redirect
 */
export async function follow(
  request: HttpRequest,
  response: HttpResponse,
  context: CallContext,
  redirects: number,
): Promise<HttpRequest> {
  // The head says where to go. The body may be long or never end, so nothing waits for it.
  void response.discard();
  const { nextRequest } = await following.get();
  return nextRequest(request, response, context, redirects);
}
