import type { AcquireContext, Credential } from "@org/http-core";
import type { Settings } from "./check-options.js";
import { refuseFailure } from "./refuse-failure.js";
import { credentialOf } from "./tokens.js";
import type { Tokens } from "./types.js";

/**
 * Logs in.
 *
 * @throws AuthenticationError that says `rejected`, `throttled` or `transient`
 */
export async function logIn(
  { origin, username, password }: Settings,
  context: AcquireContext,
): Promise<Credential<Tokens>> {
  const askedAtMs = context.clock.nowMs();
  const json = { username, password: password.reveal() };
  const response = await context.send(`${origin}/login`, { method: "POST", json });
  refuseFailure(response, context.clock);
  return credentialOf(await response.json(), askedAtMs);
}
