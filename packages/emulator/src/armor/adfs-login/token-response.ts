import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { variantOf } from "./adfs-context.js";
import type { AdfsContext } from "./adfs-context.js";
import { finalCookies } from "./cookies.js";
import { countToken } from "./loop-detection.js";
import { htmlResponse, showError } from "./page-response.js";
import { formPostPage } from "./pages/form-post-page.js";

const looping = "MSIS7042: The same client browser session has made too many requests in the last seconds.";

/** Sends the last page, with the id_token and then the `state`, if the client sent one. */
export async function respondWithToken(
  context: AdfsContext,
  session: AdfsSession,
  cookies: readonly string[] = [],
): Promise<Response> {
  const { state, url, request } = context;
  const nowMs = state.clock.nowMs();
  const count = session.user.v2Outcome === "loop-error" ? undefined : countToken(session, nowMs);
  if (count === undefined) return showError(context, looping, session.user);
  const nonce = request.nonce === undefined ? {} : { nonce: request.nonce };
  const idToken = await state.bearerTokens.issue(session.user, {
    iss: `${url.origin}/adfs`,
    aud: request.clientId,
    ...nonce,
  });
  const fields = { id_token: idToken, ...(request.state === undefined ? {} : { state: request.state }) };
  const html = formPostPage(variantOf(context, session.user), request.redirectUri, fields);
  return htmlResponse(html, 200, [...cookies, ...finalCookies(nowMs, count, url)]);
}
