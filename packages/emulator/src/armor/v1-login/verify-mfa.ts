import { waitForPhone } from "../users/mfa-delay.js";
import type { KnownUser } from "../users/users.js";

/**
 * Verifies the second factor. It waits for the user's phone.
 *
 * @returns the error message of a failed login; undefined if the second factor is approved or not required
 */
export async function verifyMfa(user: KnownUser): Promise<string | undefined> {
  const { outcome } = user.mfa;
  if (outcome === "off") return undefined;
  await waitForPhone(user);
  if (outcome === "deny") return "The sign-in request was denied on the phone.";
  return outcome === "time-out" ? "The sign-in request was not confirmed in time." : undefined;
}
