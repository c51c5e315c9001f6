import { Secret } from "@org/http-core";
import { parseJsonObject } from "@org/http-core/authoring";
import { OAuth2LoginError } from "../errors.js";

/** The tokens that a server issued. */
export interface TokenResponse {
  /** Fits into a header. */
  readonly accessToken: Secret;
  /** How long the access token is valid, in milliseconds from the request; undefined if the server does not say it. */
  readonly lifetimeMs: number | undefined;
  /** A new refresh token; undefined if the one that was sent stays valid, or none was sent. */
  readonly refreshToken: Secret | undefined;
}

/** Longer lifetimes are taken as unknown, in seconds: 68 years. */
const maxLifetimeSeconds = 2 ** 31;
/** Token types that mean RFC 6750, compared without case. Some servers send none, or the second one. */
const bearerTypes: readonly unknown[] = ["bearer", "bearertoken", "", null, undefined];

/**
 * Reads the response of a token endpoint (RFC 6749 section 5.1). ID tokens are not used, so an ID token in the response
 * is not checked.
 *
 * @param text - the body
 * @throws OAuth2LoginError `AUTH_TRANSIENT`; it quotes nothing of the body
 */
export function readTokenResponse(text: string): TokenResponse {
  const body = parseJsonObject(text);
  if (body === undefined) refuse("it is not a JSON object");
  const { access_token: accessToken, token_type: type, expires_in: expiresIn, refresh_token: refreshToken } = body;
  if (typeof accessToken !== "string" || accessToken === "") refuse("it has no access_token");
  if (!/^[!-~]+$/.test(accessToken)) refuse("its access_token has characters that don't fit into a header");
  if (!bearerTypes.includes(typeof type === "string" ? type.toLowerCase() : type))
    refuse("its token_type is not Bearer");
  return {
    accessToken: new Secret(accessToken),
    lifetimeMs: readLifetimeMs(expiresIn),
    refreshToken: readOptionalSecret(refreshToken),
  };
}

/**
 * Reads `expires_in`. Servers also send text, and null, an empty text, 0 or -1 for a token without expiry. As
 * lifetimes, these values would cause a login for each call. A token of unknown lifetime is used until it is refused.
 */
function readLifetimeMs(value: unknown): number | undefined {
  const seconds = typeof value === "string" && value !== "" ? Number(value) : value;
  const isLifetime = typeof seconds === "number" && seconds >= 1 && seconds <= maxLifetimeSeconds;
  return isLifetime ? seconds * 1000 : undefined;
}

function readOptionalSecret(value: unknown): Secret | undefined {
  return typeof value === "string" && value !== "" ? new Secret(value) : undefined;
}

function refuse(why: string): never {
  throw new OAuth2LoginError("transient", `The authorization server's token response can't be used: ${why}`);
}
