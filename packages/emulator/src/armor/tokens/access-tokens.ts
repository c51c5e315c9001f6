import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { RandomBytes } from "./random-bytes.js";
import type { KnownUser } from "../users/users.js";

/** Access tokens of the v1 login: a GUID without dashes. */
export class AccessTokens {
  readonly #users: ExpiringMap<KnownUser>;
  readonly #random: RandomBytes;

  constructor(clock: Clock, random: RandomBytes, lifetimeMs: number) {
    this.#users = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /** @returns 32 lower-case hexadecimal characters */
  issue(user: KnownUser): string {
    const token = this.#random(16).toString("hex");
    this.#users.set(token, user);
    return token;
  }

  find(token: string): KnownUser | undefined {
    return this.#users.get(token);
  }

  end(token: string): void {
    this.#users.take(token);
  }

  endAll(): void {
    this.#users.clear();
  }
}
