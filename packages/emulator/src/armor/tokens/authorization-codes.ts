import type { Clock } from "../../clock.js";
import type { KnownUser } from "../users/users.js";
import { IssuedValues } from "../../issued/issued-values.js";
import { specialCharacters } from "./random-bytes.js";
import type { RandomBytes } from "./random-bytes.js";

const lifetimeMs = 120_000;

/** The authorization codes of the v1 login. Each can be used once, within two minutes. */
export type AuthorizationCodes = IssuedValues<KnownUser>;

/** Creates the authorization codes. Each is 136 characters of base64 that end in `==`. */
export function createAuthorizationCodes(clock: Clock, random: RandomBytes): AuthorizationCodes {
  return new IssuedValues(clock, lifetimeMs, () => Buffer.concat([specialCharacters, random(97)]).toString("base64"));
}
