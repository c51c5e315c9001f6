import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { RandomBytes } from "./random-bytes.js";
import type { KnownUser } from "../users/users.js";

/** A browser session. It exists as soon as the password was right. */
export interface AdfsSession {
  /** The user. */
  readonly user: KnownUser;
  /** Whether the login is complete: the second factor was approved, or is not required. */
  isComplete: boolean;
  /** When the latest id_tokens were issued, in milliseconds since 1970. */
  tokenTimesMs: readonly number[];
}

const lifetimeMs = 8 * 3_600_000;

/** The sessions, by the value of their cookie. The value is too long for one cookie. */
export class AdfsSessions {
  readonly #sessions: ExpiringMap<AdfsSession>;
  readonly #random: RandomBytes;

  constructor(clock: Clock, random: RandomBytes) {
    this.#sessions = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /**
   * Opens a session.
   *
   * @returns the value for the cookie: 2,800 characters of base64
   */
  open(session: AdfsSession): string {
    const value = this.#random(2100).toString("base64");
    this.#sessions.set(value, session);
    return value;
  }

  /** Returns a session; undefined for an unknown or expired one. */
  find(value: string): AdfsSession | undefined {
    return this.#sessions.get(value);
  }
}
