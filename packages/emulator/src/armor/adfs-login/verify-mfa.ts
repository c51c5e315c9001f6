import type { AdfsSession } from "../tokens/adfs-sessions.js";
import { waitForPhone } from "../users/mfa-delay.js";
import { variantOf } from "./adfs-context.js";
import type { AdfsContext } from "./adfs-context.js";
import { showNextPage } from "./next-page.js";
import { showError, showMfa } from "./page-response.js";

const denied = "Authentication denied. Please try again or contact your administrator.";
const timedOut = "We did not receive a response. Please try again.";

/** Handles the second form. It waits for the user's phone. The `Context` must belong to this session and be unused. */
export async function verifyMfa(
  context: AdfsContext,
  form: URLSearchParams,
  session: AdfsSession | undefined,
): Promise<Response> {
  const redeemed = context.state.mfaContexts.redeem(form.get("Context") ?? "");
  const { authMethod } = variantOf(context, session?.user);
  if (session === undefined || redeemed !== session || form.get("AuthMethod") !== authMethod) {
    return showError(context, "MSIS7065: The authentication context is unknown or was used before.", session?.user);
  }
  await waitForPhone(session.user);
  if (session.user.v2Outcome === "mfa-denied") return showMfa(context, session, denied);
  if (session.user.v2Outcome === "mfa-timeout") return showMfa(context, session, timedOut);
  session.isComplete = true;
  return showNextPage(context, session);
}
