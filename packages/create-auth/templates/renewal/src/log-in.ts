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
  return requestTokens("login", `${origin}/login`, { username, password: password.reveal() }, context);
}

/**
 * Renews the tokens. If the service refuses the refresh token, a login follows.
 *
 * @throws AuthenticationError with the outcome `rejected`, `throttled` or `transient`
 */
export function renew({ origin }: Settings, { refresh }: Tokens, context: LoginContext): Promise<Credential<Tokens>> {
  return requestTokens("renewal", `${origin}/renew`, { refresh_token: refresh.reveal() }, context);
}

/**
 * Revokes the tokens at the service. If the service does not know them any more, the session is over
 * already, and nothing is left to revoke.
 *
 * @throws AuthenticationError if the service refuses that
 */
export async function logOut({ origin }: Settings, { refresh }: Tokens, context: LoginContext): Promise<void> {
  const json = { refresh_token: refresh.reveal() };
  const response = await context.send(`${origin}/logout`, { method: "POST", json });
  if (response.status !== 401) await refuseFailure(response, context.clock, "logout");
}

async function requestTokens(
  step: "login" | "renewal",
  url: string,
  json: object,
  context: LoginContext,
): Promise<Credential<Tokens>> {
  const requestedAtMs = context.clock.nowMs();
  const response = await context.send(url, { method: "POST", json });
  await refuseFailure(response, context.clock, step);
  return toCredential(await response.text(), requestedAtMs);
}
