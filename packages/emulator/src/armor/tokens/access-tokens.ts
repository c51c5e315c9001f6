import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { RandomBytes } from "./random-bytes.js";
import type { KnownUser } from "../users/users.js";

/** The access tokens of the v1 login. Each is a GUID without dashes. */
export class AccessTokens {
  readonly #users: ExpiringMap<KnownUser>;
  readonly #random: RandomBytes;

  /** @param lifetimeMs - how long a token is valid, in milliseconds */
  constructor(clock: Clock, random: RandomBytes, lifetimeMs: number) {
    this.#users = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /**
   * Issues a token.
   *
   * @returns 32 hexadecimal characters in lower case
   */
  issue(user: KnownUser): string {
    const token = this.#random(16).toString("hex");
    this.#users.set(token, user);
    return token;
  }

  /** Returns the user of a token; undefined for an unknown or expired one. */
  find(token: string): KnownUser | undefined {
    return this.#users.get(token);
  }

  /** Revokes a token. */
  revoke(token: string): void {
    this.#users.take(token);
  }

  /** Revokes all tokens. */
  revokeAll(): void {
    this.#users.clear();
  }
}
