import { randomBytes } from "node:crypto";
import type { Clock } from "../clock.js";
import { IssuedValues } from "../issued/issued-values.js";

/** What a client may do. */
export interface Grant {
  /** The client. */
  readonly clientId: string;
  /** The scopes, separated by spaces. */
  readonly scope: string;
  /** True after a revocation, or after a refresh token came a second time. */
  isRevoked: boolean;
}

/** An access token, as the resource sees it. */
export interface AccessToken {
  /** The grant that it belongs to. */
  readonly grant: Grant;
  /** Its scopes, which may be fewer than those of the grant. */
  readonly scope: string;
}

interface RefreshToken {
  readonly grant: Grant;
  isUsed: boolean;
}

/** How tokens live. */
export interface GrantOptions {
  /** How long access tokens are valid, in milliseconds. */
  readonly accessTokenLifetimeMs: number;
  /** Whether each refresh token can be used once. */
  readonly rotateRefreshTokens: boolean;
}

/** The access and refresh tokens of all clients. Refresh tokens have no expiry. */
export class Grants {
  /** How tokens live. */
  readonly options: GrantOptions;
  readonly #accessTokens: IssuedValues<AccessToken>;
  readonly #refreshTokens = new Map<string, RefreshToken>();

  /** @param options - how tokens live */
  constructor(clock: Clock, options: GrantOptions) {
    this.options = options;
    this.#accessTokens = new IssuedValues(clock, options.accessTokenLifetimeMs, newToken);
  }

  /** Issues an access token. */
  issueAccessToken(grant: Grant, scope: string): string {
    return this.#accessTokens.issue({ grant, scope });
  }

  /** Issues a refresh token. */
  issueRefreshToken(grant: Grant): string {
    const token = newToken();
    this.#refreshTokens.set(token, { grant, isUsed: false });
    return token;
  }

  /** Returns an access token; undefined if it is unknown, has expired or was revoked. */
  findAccessToken(value: string): AccessToken | undefined {
    const token = this.#accessTokens.find(value);
    return token?.grant.isRevoked === true ? undefined : token;
  }

  /**
   * Uses a refresh token. A token that is sent a second time may be stolen, so it ends its grant.
   *
   * @param value - the token
   * @param clientId - the client that sent it
   * @returns its grant, and the refresh token to use next; undefined if it can't be used
   */
  useRefreshToken(value: string, clientId: string): { readonly grant: Grant; readonly next: string } | undefined {
    const token = this.#refreshTokens.get(value);
    if (token === undefined || token.grant.clientId !== clientId) return undefined;
    if (token.isUsed) token.grant.isRevoked = true;
    if (token.grant.isRevoked) return undefined;
    if (!this.options.rotateRefreshTokens) return { grant: token.grant, next: value };
    token.isUsed = true;
    return { grant: token.grant, next: this.issueRefreshToken(token.grant) };
  }

  /**
   * Revokes a token of a client (RFC 7009): an access token alone, or a refresh token with its whole grant.
   *
   * @param value - the token; an unknown one is ignored
   * @param clientId - the client that sent it
   */
  revoke(value: string, clientId: string): void {
    const refreshToken = this.#refreshTokens.get(value);
    if (refreshToken?.grant.clientId === clientId) refreshToken.grant.isRevoked = true;
    if (this.#accessTokens.find(value)?.grant.clientId === clientId) this.#accessTokens.redeem(value);
  }

  /** Revokes all access tokens. Refresh tokens stay good. */
  revokeAccessTokens(): void {
    this.#accessTokens.revokeAll();
  }
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}
