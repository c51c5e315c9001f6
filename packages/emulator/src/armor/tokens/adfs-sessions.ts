import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { RandomBytes } from "./random-bytes.js";
import type { KnownUser } from "../users/users.js";

/** A browser session: the password was right. */
export interface AdfsSession {
  readonly user: KnownUser;
  /** The second factor was given, or isn't needed. */
  isComplete: boolean;
  /** When the newest id_tokens were issued. */
  tokenTimesMs: readonly number[];
}

const lifetimeMs = 8 * 3_600_000;

/** AdfsSessions by the value of their cookie, which is too long for one cookie. */
export class AdfsSessions {
  readonly #sessions: ExpiringMap<AdfsSession>;
  readonly #random: RandomBytes;

  constructor(clock: Clock, random: RandomBytes) {
    this.#sessions = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /** @returns the cookie's value: 2,800 characters of base64 */
  open(session: AdfsSession): string {
    const value = this.#random(2100).toString("base64");
    this.#sessions.set(value, session);
    return value;
  }

  find(value: string): AdfsSession | undefined {
    return this.#sessions.get(value);
  }
}
