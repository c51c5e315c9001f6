import { redirectToSelf, showMfa } from "./page-response.js";
import { sessionCookies } from "./cookies.js";
import { finish } from "./token-response.js";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import type { Visit } from "./adfs-context.js";

/** After an accepted form: a new session cookie, and the next page, at once or behind a redirect. */
export async function goOn(visit: Visit, session: AdfsSession): Promise<Response> {
  const { state, url } = visit;
  const cookies = sessionCookies(state.sessions.open(session), url);
  if (state.settings.wire === "redirect") return redirectToSelf(url, cookies);
  return session.isComplete ? finish(visit, session, cookies) : showMfa(visit, session, "", cookies);
}
