import type { Clock } from "../clock.js";

interface Entry<V> {
  readonly value: V;
  readonly expiresAtMs: number;
}

/** A map whose entries all expire the same time after they were set. */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #clock: Clock;
  readonly #lifetimeMs: number;

  /** @param lifetimeMs - how long an entry is valid, in milliseconds */
  constructor(clock: Clock, lifetimeMs: number) {
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
  }

  /** Sets a value, and removes expired entries. */
  set(key: string, value: V): void {
    this.#dropExpired();
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAtMs: this.#clock.nowMs() + this.#lifetimeMs });
  }

  /** Returns a value; undefined for an unknown key or an expired entry. */
  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry === undefined || this.#hasExpired(entry) ? undefined : entry.value;
  }

  /** Returns a value and removes its entry. */
  take(key: string): V | undefined {
    const value = this.get(key);
    this.#entries.delete(key);
    return value;
  }

  /** Removes all entries. */
  clear(): void {
    this.#entries.clear();
  }

  /** All entries have the same lifetime and the oldest come first, so the search ends at the first valid one. */
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
