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
export function logIn(settings: Settings, context: LoginContext): Promise<Credential<Tokens>> {
  const { origin, username, password } = settings;
  return requestTokens(`${origin}/login`, { username, password: password.reveal() }, context);
}

/**
 * Renews the tokens. If the service refuses the refresh token, a login follows.
 *
 * @throws AuthenticationError with the outcome `rejected`, `throttled` or `transient`
 */
export function renew({ origin }: Settings, { refresh }: Tokens, context: LoginContext): Promise<Credential<Tokens>> {
  return requestTokens(`${origin}/renew`, { refresh_token: refresh.reveal() }, context);
}

/**
 * Revokes the tokens at the service.
 *
 * @throws AuthenticationError if the service refuses that
 */
export async function logOut({ origin }: Settings, { refresh }: Tokens, context: LoginContext): Promise<void> {
  const json = { refresh_token: refresh.reveal() };
  refuseFailure(await context.send(`${origin}/logout`, { method: "POST", json }), context.clock, "logout");
}

async function requestTokens(url: string, json: object, context: LoginContext): Promise<Credential<Tokens>> {
  const requestedAtMs = context.clock.nowMs();
  const response = await context.send(url, { method: "POST", json });
  refuseFailure(response, context.clock, "login");
  return toCredential(await response.text(), requestedAtMs);
}
