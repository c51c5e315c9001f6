/**
 * OAuth 2.0: client credentials, refresh tokens, scopes for each call, and revocation.
 *
 * @packageDocumentation
 */
export { oauth2Auth } from "./auth.js";
export { isOAuth2LoginError, OAuth2LoginError, type OAuth2ErrorFacts } from "./errors.js";
export type {
  OAuth2AuthOptions,
  OAuth2AuthScheme,
  OAuth2CallOptions,
  OAuth2ClientAuth,
  OAuth2Tokens,
} from "./types.js";
export type { SigningAlgorithm } from "./signing-key.js";
