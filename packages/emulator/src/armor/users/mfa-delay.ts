import { setTimeout as wait } from "node:timers/promises";
import type { KnownUser } from "./users.js";

/** Waits for the user's phone, in real time. The timer does not keep the process alive. */
export async function waitForPhone({ mfa: { delayMs } }: KnownUser): Promise<void> {
  if (delayMs > 0) await wait(delayMs, undefined, { ref: false });
}
