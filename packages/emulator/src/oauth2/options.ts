import type { Clock } from "../clock.js";

/** A client of the OAuth 2.0 server. It proves itself by its secret, by its key, or not at all if it has neither. */
export interface OAuth2Client {
  /** Its name. */
  readonly clientId: string;
  /** Its secret, for `client_secret_basic`, `client_secret_post` and `client_secret_jwt`. Default: none. */
  readonly clientSecret?: string;
  /** Its public key as PEM (SPKI), for `private_key_jwt`. Default: none. */
  readonly publicKey?: string;
  /** The scopes that it may have. It gets all of them if a request names none. Default: `things:read` and `things:write`. */
  readonly scopes?: readonly string[];
}

/** The options of the OAuth 2.0 server. All are optional. */
export interface OAuth2Options {
  /** The clients. Default: one with a secret, which `emulator.oauth2` names. */
  readonly clients?: readonly OAuth2Client[];
  /** How long access tokens are valid, in milliseconds. Default: 600 000. */
  readonly accessTokenLifetimeMs?: number;
  /** Whether each refresh token can be used once, and a second use ends the grant (RFC 9700). Default: true. */
  readonly rotateRefreshTokens?: boolean;
  /** The time. Default: the clock follows the machine's time. */
  readonly clock?: Clock;
}
