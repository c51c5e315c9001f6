export { acmeAuth } from "./auth.js";
export { AcmeError, isAcmeError } from "./errors.js";
export type { AcmeErrorCode } from "./errors.js";
export type { AcmeAuthOptions, Tokens } from "./types.js";
