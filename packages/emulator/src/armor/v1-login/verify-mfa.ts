import { waitForPhone } from "../users/mfa-delay.js";
import type { KnownUser } from "../users/users.js";

/**
 * Asks for the second factor; the login request stays open until the phone has reacted.
 *
 * @returns why the login fails, or undefined
 */
export async function verifyMfa(user: KnownUser): Promise<string | undefined> {
  const { outcome } = user.mfa;
  if (outcome === "off") return undefined;
  await waitForPhone(user);
  if (outcome === "deny") return "The sign-in request was denied on the phone.";
  return outcome === "time-out" ? "The sign-in request was not answered in time." : undefined;
}
