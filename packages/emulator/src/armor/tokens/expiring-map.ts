import type { Clock } from "../../clock.js";

interface Entry<V> {
  readonly value: V;
  readonly expiresAtMs: number;
}

/** Values that are all forgotten the same time after they were set. */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #clock: Clock;
  readonly #lifetimeMs: number;

  constructor(clock: Clock, lifetimeMs: number) {
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
  }

  set(key: string, value: V): void {
    this.#dropExpired();
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAtMs: this.#clock.nowMs() + this.#lifetimeMs });
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || this.#hasExpired(entry) ? undefined : entry.value;
  }

  /** Gets a value and forgets it, so that it is used once. */
  take(key: string): V | undefined {
    const value = this.get(key);
    this.#entries.delete(key);
    return value;
  }

  clear(): void {
    this.#entries.clear();
  }

  /** One lifetime for all: the oldest entries stand first, and the first live one ends the search. */
  #dropExpired(): void {
    for (const [key, entry] of this.#entries) {
      if (!this.#hasExpired(entry)) return;
      this.#entries.delete(key);
    }
  }

  #hasExpired({ expiresAtMs }: Entry<V>): boolean {
    return this.#clock.nowMs() >= expiresAtMs;
  }
}
