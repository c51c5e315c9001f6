import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import { specialCharacters } from "./random-bytes.js";
import type { RandomBytes } from "./random-bytes.js";
import type { KnownUser } from "../users/users.js";

const lifetimeMs = 120_000;

/** The authorization codes of the v1 login. Each can be used once, within two minutes. */
export class AuthorizationCodes {
  readonly #users: ExpiringMap<KnownUser>;
  readonly #random: RandomBytes;

  constructor(clock: Clock, random: RandomBytes) {
    this.#users = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /**
   * Issues a code.
   *
   * @returns 136 characters of base64 that end in `==`
   */
  issue(user: KnownUser): string {
    const code = Buffer.concat([specialCharacters, this.#random(97)]).toString("base64");
    this.#users.set(code, user);
    return code;
  }

  /** Returns the user of a code and invalidates the code; undefined for an unknown or expired one. */
  redeem(code: string): KnownUser | undefined {
    return this.#users.take(code);
  }
}
