import type { AuthScheme, MaybePromise, Secret } from "@org/http-core";

/**
 * How the client proves its identity to the authorization server: `basic` sends the secret in a Basic header and `post`
 * in a form field (RFC 6749 section 2.3.1), `jwt` signs a JWT with it (RFC 7523 section 2.2), `none` sends no proof (a
 * public client).
 */
export type OAuth2ClientAuth = "basic" | "post" | "jwt" | "none";

/** Options of `oauth2Auth`. A `refreshToken` selects the refresh token grant; without it, client credentials are used. */
export interface OAuth2AuthOptions {
  /** The authorization server's identifier. Its metadata is looked up there. */
  readonly issuer: string | URL;
  /** The hosts that receive access tokens, as URLs. Only their origins are used. */
  readonly origins: readonly (string | URL)[];
  /** The client, as it is registered at the authorization server. */
  readonly clientId: string;
  /** The client's secret. Only a public client with a refresh token (`clientAuth: "none"`) may leave it out. */
  readonly clientSecret?: string | Secret | undefined;
  /** The newest refresh token. `onRefreshToken` receives its successors. */
  readonly refreshToken?: string | Secret | undefined;
  /** Called with each new refresh token. Save it: the old one is usually void. It is awaited before the login ends. */
  readonly onRefreshToken?: ((refreshToken: Secret) => MaybePromise<void>) | undefined;
  /** The URL of the token endpoint. Default: from the metadata, which is not looked up if this option is set. */
  readonly tokenEndpoint?: string | URL | undefined;
  /** More origins on which the metadata may place the token endpoint. Default: the issuer's origin only. */
  readonly tokenOrigins?: readonly (string | URL)[] | undefined;
  /** The kind of metadata: OpenID Connect Discovery 1.0 or RFC 8414. Default `oidc`. */
  readonly discovery?: "oidc" | "oauth2" | undefined;
  /** The scope to ask for, as text or a list. Default: the server's own. */
  readonly scope?: string | readonly string[] | undefined;
  /** More parameters of token requests, such as `resource` or `audience`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Default `basic` with a client secret, and `none` without. */
  readonly clientAuth?: OAuth2ClientAuth | undefined;
}

/** The credential of a login. */
export interface OAuth2Tokens {
  /** Sent with each request. */
  readonly accessToken: Secret;
  /** Renews the access token. Only with the refresh token grant. */
  readonly refreshToken?: Secret;
}

/** The scheme that `oauth2Auth` creates. */
export type OAuth2AuthScheme = AuthScheme<OAuth2Tokens>;
