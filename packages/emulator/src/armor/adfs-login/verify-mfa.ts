import { waitForPhone } from "../users/mfa-delay.js";
import { showError, showMfa } from "./page-response.js";
import { goOn } from "./next-page.js";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { variantFor } from "./adfs-context.js";
import type { Visit } from "./adfs-context.js";

const denied = "Authentication denied. Please try again or contact your administrator.";
const unanswered = "We did not receive a response. Please try again.";

/** The second form: the request blocks until the user reacts. The `Context` must be of this session, and unused. */
export async function verifyPhone(
  visit: Visit,
  form: URLSearchParams,
  session: AdfsSession | undefined,
): Promise<Response> {
  const redeemed = visit.state.contexts.redeem(form.get("Context") ?? "");
  const { authMethod } = variantFor(visit, session?.user);
  if (session === undefined || redeemed !== session || form.get("AuthMethod") !== authMethod) {
    return showError(visit, "MSIS7065: The authentication context is unknown or was used before.", session?.user);
  }
  await waitForPhone(session.user);
  if (session.user.v2Outcome === "mfa-denied") return showMfa(visit, session, denied);
  if (session.user.v2Outcome === "mfa-timeout") return showMfa(visit, session, unanswered);
  session.isComplete = true;
  return goOn(visit, session);
}
