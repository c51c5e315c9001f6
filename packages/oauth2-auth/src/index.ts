export { oauth2Auth } from "./auth.js";
export { isOAuth2LoginError, OAuth2LoginError } from "./errors.js";
export type { OAuth2AuthOptions, OAuth2AuthScheme, OAuth2ClientAuth, OAuth2Tokens } from "./types.js";
