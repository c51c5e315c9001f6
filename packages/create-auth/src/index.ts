/**
 * Writes a new auth package: a scheme, its tests and its documents.
 *
 * @packageDocumentation
 */
export { createAuthPackage, type CreatedPackage, type CreateOptions } from "./create-auth-package.js";
export { CreateAuthError, type CreateAuthErrorCode } from "./errors.js";
export { kinds, type Kind } from "./kind.js";
