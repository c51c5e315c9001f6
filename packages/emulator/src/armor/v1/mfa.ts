import { setTimeout as wait } from "node:timers/promises";
import type { KnownUser } from "../users.js";

/**
 * Waits for the user's phone; the login request stays open as long.
 *
 * @returns why the login fails, or undefined
 */
export async function secondFactor({ mfa: { outcome, delayMs } }: KnownUser): Promise<string | undefined> {
  if (outcome === "off") return undefined;
  await waitForPhone(delayMs);
  if (outcome === "deny") return "The sign-in request was denied on the phone.";
  return outcome === "time-out" ? "The sign-in request was not answered in time." : undefined;
}

/** Waits in real time; the wait alone keeps no process alive. */
export async function waitForPhone(delayMs: number): Promise<void> {
  if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
}
