import type { LoginContext, Credential } from "@org/http-core";
import type { Settings } from "./check-options.js";
import { refuseFailure } from "./refuse-failure.js";
import { toCredential } from "./tokens.js";
import type { Tokens } from "./types.js";

/**
 * Logs in.
 *
 * @throws AuthenticationError with the outcome `rejected`, `throttled` or `transient`
 */
export async function logIn(
  { origin, username, password }: Settings,
  context: LoginContext,
): Promise<Credential<Tokens>> {
  const requestedAtMs = context.clock.nowMs();
  const json = { username, password: password.reveal() };
  const response = await context.send(`${origin}/login`, { method: "POST", json });
  await refuseFailure(response, context.clock);
  return toCredential(await response.text(), requestedAtMs);
}
