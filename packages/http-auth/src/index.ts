/**
 * The schemes of HTTP itself: Basic, Bearer, API keys and Digest.
 *
 * @packageDocumentation
 */
export { apiKeyAuth } from "./api-key/auth.js";
export type { ApiKeyAuthOptions, ApiKeyLocation } from "./api-key/types.js";
export { basicAuth } from "./basic/auth.js";
export type { BasicAuthOptions } from "./basic/types.js";
export { bearerAuth } from "./bearer/auth.js";
export { environmentToken } from "./bearer/environment-token.js";
export { fileToken, type FileTokenOptions } from "./bearer/file-token.js";
export { helperToken } from "./bearer/helper-token.js";
export type {
  BearerAuthOptions,
  BearerAuthScheme,
  BearerToken,
  ProvidedToken,
  TokenProvider,
  TokenRequest,
} from "./bearer/types.js";
export { digestAuth } from "./digest/auth.js";
export type { DigestAlgorithm, DigestHash } from "./digest/challenge/algorithm.js";
export type { DigestQop, DigestSpace } from "./digest/challenge/challenge.js";
export type { DigestSession } from "./digest/session.js";
export type { DigestAuthOptions, DigestAuthScheme } from "./digest/types.js";
export { HttpAuthError, isHttpAuthError, type HttpAuthErrorCode } from "./errors.js";
