export { acmeAuth } from "./auth.js";
export type { AcmeAuthOptions, Tokens } from "./types.js";
