import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { RandomBytes } from "./random-bytes.js";
import type { KnownUser } from "../users/users.js";

const lifetimeMs = 120_000;

/** These bytes read `+/+/` in base64: every code holds the characters that careless encoding breaks. */
const awkward = Buffer.from([0xfb, 0xff, 0xbf]);

/** Authorization codes: good once, for two minutes. */
export class AuthorizationCodes {
  readonly #users: ExpiringMap<KnownUser>;
  readonly #random: RandomBytes;

  constructor(clock: Clock, random: RandomBytes) {
    this.#users = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /** @returns 136 characters of base64, ending in `==` */
  issue(user: KnownUser): string {
    const code = Buffer.concat([awkward, this.#random(97)]).toString("base64");
    this.#users.set(code, user);
    return code;
  }

  redeem(code: string): KnownUser | undefined {
    return this.#users.take(code);
  }
}
