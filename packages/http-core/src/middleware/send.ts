import type { CallContext, Stage } from "./call-context.js";
import { Lazy } from "../util/lazy.js";
import { isPromise } from "../util/maybe-promise.js";
import { hideRequestSecrets, type HttpRequest } from "../http/request.js";
import { hideSecrets } from "../http/body-response.js";
import type { HttpResponse } from "../http/response.js";
import type { Transport } from "../transports/transport.js";
import { authorize } from "./authentication/authorize.js";
import { cookieBytesOf, keepCookies, withCookies } from "./cookies.js";
import { decode } from "./decode.js";
import { sendEncoded } from "./encode.js";
import { follow, isFollowed } from "./redirect.js";

/** What only a scheme needs that learns from responses: it stays out of the start, and of the first chunk of a bundle. */
const observing = new Lazy(() => import("./authentication/observe.js"));

/**
 * Sends a request and receives its response. The request gets cookies, a credential and an encoded body; the cookies of the
 * response are kept, redirects are followed, and the last response is decoded. All of this is one stage, since most requests have
 * to wait only for the transport.
 *
 * @param transport - puts the request on the wire
 */
export function send(transport: Transport): Stage {
  async function sendRequest(request: HttpRequest, context: CallContext, redirects: number): Promise<HttpResponse> {
    const withJar = context.jar.isEmpty ? request : await withCookies(request, context);
    const authorizing = authorize(withJar, context);
    const authorized = isPromise(authorizing) ? await authorizing : authorizing;
    context.trace.secrets.addRequest(authorized, context.secretNames);
    hideRequestSecrets(authorized, context.trace.secrets);
    const received = await sendEncoded(transport, authorized, context);
    if (!received.ok) await prepareError(authorized, context);
    if (context.trace.applied !== undefined) (await observing.get()).observe(received, context);
    // Cookies come with the head. They are kept even if the body fails.
    const keeping = keepCookies(received, request, context);
    if (isPromise(keeping)) await keeping;
    if (isFollowed(received, context)) {
      hideSecrets(received, context.trace.secrets);
      return sendRequest(await follow(request, received, context, redirects), context, redirects + 1);
    }
    const decoding = decode(received, request, context);
    const response = isPromise(decoding) ? await decoding : decoding;
    hideSecrets(response, context.trace.secrets);
    return response;
  }

  return { send: (request, context) => sendRequest(request, context, 0) };
}

/** Keeps what the error of a failed response needs. */
async function prepareError(request: HttpRequest, { trace }: CallContext): Promise<void> {
  trace.cookieBytes = cookieBytesOf(request);
  await trace.secrets.complete();
}
