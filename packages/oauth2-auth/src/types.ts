import type { AuthScheme, MaybePromise, Secret } from "@org/http-core";
import type { SigningAlgorithm } from "./signing-key.js";

/**
 * How the client proves its identity to the authorization server. `basic` sends the secret in a Basic header and `post` in a
 * form field (RFC 6749 section 2.3.1). `jwt` signs a JWT with the secret and `private_key_jwt` with a private key (RFC 7523
 * section 2.2). `mtls` sends no proof in the request, since the transport has a client certificate (RFC 8705 section 2).
 * `none` sends no proof at all (a public client).
 */
export type OAuth2ClientAuth = "basic" | "post" | "jwt" | "private_key_jwt" | "mtls" | "none";

/** Options of `oauth2Auth`. A `refreshToken` selects the refresh token grant; without it, client credentials are used. */
export interface OAuth2AuthOptions {
  /** The authorization server's identifier. Its metadata is looked up there. */
  readonly issuer: string | URL;
  /** The hosts that receive access tokens, as URLs. Only their origins are used. */
  readonly origins: readonly (string | URL)[];
  /** The client, as it is registered at the authorization server. */
  readonly clientId: string;
  /** The client's secret, for `clientAuth` `basic`, `post` and `jwt`. Default none. */
  readonly clientSecret?: string | Secret | undefined;
  /** The newest refresh token. `onRefreshToken` receives its successors. */
  readonly refreshToken?: string | Secret | undefined;
  /** Called with each new refresh token. Save it: the old one is usually invalid. It is awaited before the login ends. */
  readonly onRefreshToken?: ((refreshToken: Secret) => MaybePromise<void>) | undefined;
  /** The URL of the token endpoint. Default: from the metadata, which is not looked up if this option is set. */
  readonly tokenEndpoint?: string | URL | undefined;
  /** The URL of the revocation endpoint. Default: from the metadata; none if the token endpoint is an option. */
  readonly revocationEndpoint?: string | URL | undefined;
  /** More origins on which the metadata may place its endpoints. Default: the issuer's origin only. */
  readonly tokenOrigins?: readonly (string | URL)[] | undefined;
  /**
   * The kind of metadata: `oidc` for OpenID Connect Discovery 1.0, `oauth2` for RFC 8414. Default: the first one, and the second
   * one if the server responds with 404.
   */
  readonly discovery?: "oidc" | "oauth2" | undefined;
  /** The scope to ask for, as text or a list. A call may ask for another one. Default: the server's own. */
  readonly scope?: string | readonly string[] | undefined;
  /** More parameters of token requests, such as `resource` or `audience`. */
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** How the client proves its identity. Default `private_key_jwt` with a private key, `basic` with a secret, otherwise `none`. */
  readonly clientAuth?: OAuth2ClientAuth | undefined;
  /** The client's private key as PEM text without a passphrase: RSA, EC (P-256, P-384, P-521) or Ed25519. Default none. */
  readonly privateKey?: string | Secret | undefined;
  /** Names the private key to the server (`kid`). Default: no name. */
  readonly keyId?: string | undefined;
  /** How the private key signs. Default `RS256` for RSA, the algorithm of the curve for EC, `EdDSA` for Ed25519. */
  readonly signingAlgorithm?: SigningAlgorithm | undefined;
  /** The audience of assertions (`aud`); some servers expect the URL of the token endpoint. Default: the issuer. */
  readonly assertionAudience?: string | undefined;
}

/** What a call may pass as `authOptions`. */
export interface OAuth2CallOptions {
  /** The scope of the access token for this call, as text or a list. Each scope has a token of its own. Default: the scheme's. */
  readonly scope?: string | readonly string[] | undefined;
}

/** The credential of a login. */
export interface OAuth2Tokens {
  /** Sent with each request. */
  readonly accessToken: Secret;
  /** Renews the access token. Only with the refresh token grant. */
  readonly refreshToken?: Secret;
}

/** The scheme that `oauth2Auth` creates. */
export type OAuth2AuthScheme = AuthScheme<OAuth2Tokens, OAuth2CallOptions>;
