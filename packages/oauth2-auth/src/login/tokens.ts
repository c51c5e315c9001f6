import type { Credential, Secret } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import type { TokenResponse } from "../server/token-response.js";
import type { OAuth2Tokens } from "../types.js";

const maxMarginMs = 60_000;

/**
 * Makes a credential that expires with its access token. If the lifetime is unknown, it is used until a server refuses it.
 *
 * @param response - of the token endpoint
 * @param requestedAtMs - when the request was sent, by the session's clock; the token's lifetime starts then
 */
export function toCredential(
  { accessToken, lifetimeMs }: TokenResponse,
  requestedAtMs: number,
): Credential<OAuth2Tokens> {
  const expiresAt = lifetimeMs === undefined ? undefined : requestedAtMs + lifetimeMs;
  return { value: { accessToken }, ...omitUndefined({ expiresAt }) };
}

/**
 * Makes a credential with a refresh token. It has no expiry: the refresh token outlives the access token, and an expired
 * credential could not be renewed.
 *
 * @param response - of the token endpoint
 * @param refreshToken - the newest one
 * @param requestedAtMs - when the request was sent, by the session's clock
 */
export function toRenewable(
  { accessToken, lifetimeMs }: TokenResponse,
  refreshToken: Secret,
  requestedAtMs: number,
): Credential<OAuth2Tokens> {
  const renewAfter =
    lifetimeMs === undefined ? undefined : requestedAtMs + lifetimeMs - Math.min(maxMarginMs, lifetimeMs / 5);
  return { value: { accessToken, refreshToken }, ...omitUndefined({ renewAfter }) };
}
