import { redirectToSelf, showMfa } from "./answers.js";
import { sessionCookies } from "./cookies.js";
import { finish } from "./finish.js";
import type { AdfsSession } from "./sessions.js";
import type { Visit } from "./visit.js";

/** After an accepted form: a new session cookie, and the next page, at once or behind a redirect. */
export async function goOn(visit: Visit, session: AdfsSession): Promise<Response> {
  const { state, url } = visit;
  const cookies = sessionCookies(state.sessions.open(session), url);
  if (state.settings.wire === "redirect") return redirectToSelf(url, cookies);
  return session.isComplete ? finish(visit, session, cookies) : showMfa(visit, session, "", cookies);
}
