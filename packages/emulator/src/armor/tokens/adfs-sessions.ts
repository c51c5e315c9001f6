import type { Clock } from "../../clock.js";
import type { KnownUser } from "../users/users.js";
import { IssuedValues } from "../../issued/issued-values.js";
import type { RandomBytes } from "./random-bytes.js";

const lifetimeMs = 8 * 3_600_000;

/** A browser session. It exists as soon as the password was right. */
export interface AdfsSession {
  /** The user. */
  readonly user: KnownUser;
  /** Whether the login is complete: the second factor was approved, or is not required. */
  isComplete: boolean;
  /** When the latest id_tokens were issued, in milliseconds since 1970. */
  tokenTimesMs: readonly number[];
}

/** The browser sessions of the v2 login, by the value of their cookie. */
export type AdfsSessions = IssuedValues<AdfsSession>;

/** Creates the sessions. Each cookie value is 2,800 characters of base64, which is too long for one cookie. */
export function createAdfsSessions(clock: Clock, random: RandomBytes): AdfsSessions {
  return new IssuedValues(clock, lifetimeMs, () => random(2100).toString("base64"));
}
