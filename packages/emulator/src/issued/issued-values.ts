import type { Clock } from "../clock.js";
import { ExpiringMap } from "./expiring-map.js";

/** Secret values, such as tokens and codes, that were issued for an owner, such as a user. All have the same lifetime. */
export class IssuedValues<Owner> {
  readonly #owners: ExpiringMap<Owner>;
  readonly #generate: () => string;

  /**
   * @param lifetimeMs - how long a value is valid, in milliseconds
   * @param generate - returns a new value
   */
  constructor(clock: Clock, lifetimeMs: number, generate: () => string) {
    this.#owners = new ExpiringMap(clock, lifetimeMs);
    this.#generate = generate;
  }

  /** Issues a new value. */
  issue(owner: Owner): string {
    const value = this.#generate();
    this.#owners.set(value, owner);
    return value;
  }

  /** Returns the owner of a value; undefined for an unknown or expired one. */
  find(value: string): Owner | undefined {
    return this.#owners.get(value);
  }

  /** Returns the owner of a value and revokes the value, so that it can be used once. */
  redeem(value: string): Owner | undefined {
    return this.#owners.take(value);
  }

  /** Revokes all values. */
  revokeAll(): void {
    this.#owners.clear();
  }
}
