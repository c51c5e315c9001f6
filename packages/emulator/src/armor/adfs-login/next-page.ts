import type { AdfsSession } from "../tokens/adfs-sessions.js";
import type { AdfsContext } from "./adfs-context.js";
import { sessionCookies } from "./cookies.js";
import { redirectToSelf, showMfa } from "./page-response.js";
import { respondWithToken } from "./token-response.js";

/** Responds to an accepted form: sets a new session cookie, and sends the next page, directly or behind a redirect. */
export async function showNextPage(context: AdfsContext, session: AdfsSession): Promise<Response> {
  const { state, url } = context;
  const cookies = sessionCookies(state.adfsSessions.issue(session), url);
  if (state.settings.wire === "redirect") return redirectToSelf(url, cookies);
  return session.isComplete ? respondWithToken(context, session, cookies) : showMfa(context, session, "", cookies);
}
