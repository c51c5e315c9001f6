import { waitForPhone } from "../users/mfa-delay.js";
import { showError, showMfa } from "./page-response.js";
import { showNextPage } from "./next-page.js";
import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { variantFor } from "./adfs-context.js";
import type { AdfsContext } from "./adfs-context.js";

const denied = "Authentication denied. Please try again or contact your administrator.";
const unanswered = "We did not receive a response. Please try again.";

/** The second form: the request blocks until the user reacts. The `Context` must be of this session, and unused. */
export async function verifyMfa(
  context: AdfsContext,
  form: URLSearchParams,
  session: AdfsSession | undefined,
): Promise<Response> {
  const redeemed = context.state.mfaContexts.redeem(form.get("Context") ?? "");
  const { authMethod } = variantFor(context, session?.user);
  if (session === undefined || redeemed !== session || form.get("AuthMethod") !== authMethod) {
    return showError(context, "MSIS7065: The authentication context is unknown or was used before.", session?.user);
  }
  await waitForPhone(session.user);
  if (session.user.v2Outcome === "mfa-denied") return showMfa(context, session, denied);
  if (session.user.v2Outcome === "mfa-timeout") return showMfa(context, session, unanswered);
  session.isComplete = true;
  return showNextPage(context, session);
}
