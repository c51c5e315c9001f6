import { sleep, type Clock } from "../../util/clock.js";
import type { Permits } from "../limits/permits.js";

const shortestPollMs = 50;
const longestPollMs = 500;

/**
 * One login at a time, across processes: a slot that its taker frees, and that frees itself if the taker dies.
 */
export class LoginLock {
  readonly #permits: Permits;
  readonly #clock: Clock;
  readonly #random: () => number;

  constructor(permits: Permits, clock: Clock, random: () => number) {
    this.#permits = permits;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Runs a login under the lock.
   *
   * @param key - names the slot
   * @param ttlMs - longer than a login may take
   * @param signal - ends the wait
   * @param found - asked before each try; something other than `undefined` makes the login needless
   * @param login - runs with the lock held
   */
  async run<T>(
    key: string,
    ttlMs: number,
    signal: AbortSignal,
    found: () => Promise<T | undefined>,
    login: () => Promise<T>,
  ): Promise<T> {
    for (;;) {
      const { taken, freeInMs } = await this.#permits.take(key, ttlMs);
      if (taken) return this.#held(key, found, login);
      const already = await found();
      if (already !== undefined) return already;
      await sleep(this.#clock, Math.min(freeInMs + 1, this.#pollMs()), signal);
    }
  }

  async #held<T>(key: string, found: () => Promise<T | undefined>, login: () => Promise<T>): Promise<T> {
    try {
      // Whoever held the lock before may have logged in.
      return (await found()) ?? (await login());
    } finally {
      await this.#permits.free(key);
    }
  }

  /** Jittered, so that a fleet does not ask in step. */
  #pollMs(): number {
    return shortestPollMs + (longestPollMs - shortestPollMs) * this.#random();
  }
}
