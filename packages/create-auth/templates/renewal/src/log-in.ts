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
export function logIn(settings: Settings, context: AcquireContext): Promise<Credential<Tokens>> {
  const { origin, username, password } = settings;
  return requestTokens(`${origin}/login`, { username, password: password.reveal() }, context);
}

/**
 * Gets new tokens for those that still serve. Where the refresh token is refused, a login follows.
 *
 * @throws AuthenticationError that says `rejected`, `throttled` or `transient`
 */
export function renew({ origin }: Settings, { refresh }: Tokens, context: AcquireContext): Promise<Credential<Tokens>> {
  return requestTokens(`${origin}/renew`, { refresh_token: refresh.reveal() }, context);
}

async function requestTokens(url: string, json: object, context: AcquireContext): Promise<Credential<Tokens>> {
  const askedAtMs = context.clock.nowMs();
  const response = await context.send(url, { method: "POST", json });
  refuseFailure(response, context.clock);
  return credentialOf(await response.json(), askedAtMs);
}
