import type { Clock } from "../../clock.js";
import type { KnownUser } from "../users/users.js";
import { IssuedValues } from "../../issued/issued-values.js";
import type { RandomBytes } from "./random-bytes.js";

/** The access tokens of the v1 login. */
export type AccessTokens = IssuedValues<KnownUser>;

/**
 * Creates the access tokens. Each is a GUID without dashes, in lower case.
 *
 * @param lifetimeMs - how long a token is valid, in milliseconds
 */
export function createAccessTokens(clock: Clock, random: RandomBytes, lifetimeMs: number): AccessTokens {
  return new IssuedValues(clock, lifetimeMs, () => random(16).toString("hex"));
}
