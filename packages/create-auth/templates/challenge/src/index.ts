export { acmeAuth } from "./auth.js";
export type { AcmeAuthOptions, ChallengeScheme } from "./types.js";
