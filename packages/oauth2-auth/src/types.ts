import type { AuthScheme, MaybePromise, Secret } from "@org/http-core";

/**
 * How the client proves itself to the authorization server: its secret as a `Basic` header or as a form field
 * (RFC 6749 section 2.3.1), a JWT signed with the secret (RFC 7523 section 2.2), or not at all (a public client).
 */
export type OAuth2ClientAuth = "basic" | "post" | "jwt" | "none";

/** What the scheme is made from. With a `refreshToken` that grant is used, else client credentials. */
export interface OAuth2AuthOptions {
  /** The authorization server's identifier, whose metadata is looked up. */
  readonly issuer: string | URL;
  /** Where access tokens may go: `https://host[:port]`, or URLs whose origin counts. */
  readonly origins: readonly (string | URL)[];
  readonly clientId: string;
  /** Needed by every grant and client authentication but a refresh token with `none`. */
  readonly clientSecret?: string | Secret | undefined;
  /** The newest one that is known. One that the server replaces is told to `onRefreshToken`. */
  readonly refreshToken?: string | Secret | undefined;
  /** Told each refresh token that the server puts in the place of the last, to be kept for the next start. */
  readonly onRefreshToken?: ((refreshToken: Secret) => MaybePromise<void>) | undefined;
  /** Skips the look-up of metadata. */
  readonly tokenEndpoint?: string | URL | undefined;
  /** Further origins at which the token endpoint may be, where the metadata names one elsewhere. */
  readonly tokenOrigins?: readonly (string | URL)[] | undefined;
  /** Where metadata is: OpenID Connect Discovery 1.0 or RFC 8414. Default `oidc`. */
  readonly discovery?: "oidc" | "oauth2" | undefined;
  readonly scope?: string | readonly string[] | undefined;
  /** Further parameters of token requests, such as `resource` or `audience`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Default `basic` where there is a secret, else `none`. */
  readonly clientAuth?: OAuth2ClientAuth | undefined;
}

/** What a login yields. */
export interface OAuth2Tokens {
  readonly accessToken: Secret;
  /** Of the refresh token grant alone. */
  readonly refreshToken?: Secret;
}

/** What `oauth2Auth` makes. */
export type OAuth2AuthScheme = AuthScheme<OAuth2Tokens>;
