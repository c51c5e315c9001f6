import { Secret, type Credential } from "@org/http-core";
import { omitUndefined } from "@org/http-core/authoring";
import type { TokenEndpointResponse } from "oauth4webapi";
import { OAuth2LoginError } from "../errors.js";
import type { OAuth2Tokens } from "../types.js";

const maxMarginMs = 60_000;

/**
 * Makes a credential from a token response. With a refresh token the credential has no expiry: the refresh token outlives
 * the access token, and an expired credential could not be renewed.
 *
 * @param response - checked by oauth4webapi
 * @param requestedAtMs - when the request was sent, by the session's clock; the token's lifetime starts then
 * @param refreshToken - the one that was sent; it stays valid if the response has no new one (RFC 6749 section 6)
 * @throws OAuth2LoginError `AUTH_TRANSIENT` for a token that does not fit into a header
 */
export function toCredential(
  response: TokenEndpointResponse,
  requestedAtMs: number,
  refreshToken: Secret | undefined,
): Credential<OAuth2Tokens> {
  const { access_token: accessToken, token_type: type, expires_in: seconds, refresh_token: newRefreshToken } = response;
  if (type !== "bearer") throw new OAuth2LoginError("transient", "The server's token is not of type Bearer");
  if (!/^[!-~]+$/.test(accessToken)) {
    throw new OAuth2LoginError("transient", "The server's access token has characters that don't fit into a header");
  }
  const expiresAt = seconds === undefined ? undefined : requestedAtMs + seconds * 1000;
  const value = { accessToken: new Secret(accessToken) };
  if (refreshToken === undefined) return { value, ...omitUndefined({ expiresAt }) };
  const marginMs = Math.min(maxMarginMs, ((seconds ?? 0) * 1000) / 5);
  const renewAfter = expiresAt === undefined ? undefined : expiresAt - marginMs;
  const newest = newRefreshToken === undefined ? refreshToken : new Secret(newRefreshToken);
  return { value: { ...value, refreshToken: newest }, ...omitUndefined({ renewAfter }) };
}
