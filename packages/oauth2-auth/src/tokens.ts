import { Secret, type Credential } from "@org/http-core";
import type { TokenEndpointResponse } from "oauth4webapi";
import { OAuth2LoginError } from "./errors.js";
import type { OAuth2Tokens } from "./types.js";

const longestMarginMs = 60_000;

/**
 * A credential from the server's answer. With a refresh token it never expires by itself: the refresh token outlives the
 * access token, and a credential that has expired could not be renewed by it.
 *
 * @param answer - checked by oauth4webapi
 * @param askedAtMs - when the request went out, by the session's clock; lifetimes count from then
 * @param refreshToken - the one that was sent; it stays where the answer brings no other (RFC 6749 section 6)
 * @throws OAuth2LoginError `AUTH_TRANSIENT` for a token that no header can carry
 */
export function credentialOf(
  answer: TokenEndpointResponse,
  askedAtMs: number,
  refreshToken: Secret | undefined,
): Credential<OAuth2Tokens> {
  const { access_token: accessToken, token_type: type, expires_in: seconds, refresh_token: rotated } = answer;
  if (type !== "bearer") throw new OAuth2LoginError("transient", "The server's token is of a type other than Bearer");
  if (!/^[!-~]+$/.test(accessToken)) {
    throw new OAuth2LoginError("transient", "The server's access token has characters that no header can carry");
  }
  const lifetimeMs = seconds === undefined ? undefined : seconds * 1000;
  const value = { accessToken: new Secret(accessToken) };
  if (refreshToken === undefined) {
    return { value, ...(lifetimeMs === undefined ? {} : { expiresAt: askedAtMs + lifetimeMs }) };
  }
  const newest = rotated === undefined ? refreshToken : new Secret(rotated);
  const renewAfter = lifetimeMs === undefined ? {} : { renewAfter: askedAtMs + lifetimeMs - marginOf(lifetimeMs) };
  return { value: { ...value, refreshToken: newest }, ...renewAfter };
}

function marginOf(lifetimeMs: number): number {
  return Math.min(longestMarginMs, lifetimeMs / 5);
}
