import type { AuthScheme, Clock, MaybePromise, ResponseHead, Secret } from "@org/http-core";

/** A token, and when it expires. */
export interface ProvidedToken {
  /** As RFC 6750 allows it: letters, digits and `-._~+/`, then any number of `=`. */
  readonly token: string | Secret;
  /** When it expires: wall clock, milliseconds since 1970. The provider is called again before. Default: when it is refused. */
  readonly expiresAt?: number | undefined;
  /** From when a newer one may be asked for, while this one is still used: milliseconds since 1970. */
  readonly renewAfter?: number | undefined;
}

/** What a provider works with. */
export interface TokenRequest {
  /** The session's clock. */
  readonly clock: Clock;
  /** Aborts at the deadline of one minute, or when no session needs the token any more. */
  readonly signal: AbortSignal;
  /** The response that refused the last token; absent for the first token and after an expiry. */
  readonly cause?: ResponseHead | undefined;
}

/**
 * Fetches a token from its source. It is called once for many requests: for the first, when the token expires, and
 * when a server refuses it with 401.
 *
 * @throws any error; the requests that wait for the token fail with it
 */
export type TokenProvider = (request: TokenRequest) => MaybePromise<string | Secret | ProvidedToken>;

/** Options of `bearerAuth`. */
export interface BearerAuthOptions {
  /** A token that stays the same, or a provider of tokens. */
  readonly token: string | Secret | TokenProvider;
  /** The hosts that receive the token: `https://host[:port]`, or `http://…` to allow plain http to that host. */
  readonly origins: readonly (string | URL)[];
  /**
   * Whose tokens a provider returns. Schemes with the same principal share tokens through a session's `tokenStore`.
   * Default: each scheme has its own.
   */
  readonly principal?: string | undefined;
}

/** What a request of `bearerAuth` carries; nothing of it if the token is fixed. */
export interface BearerToken {
  /** The token. */
  readonly token: Secret;
}

/** The scheme that `bearerAuth` creates. */
export type BearerAuthScheme = AuthScheme<BearerToken>;
