import { sleep, type Clock } from "../../util/clock.js";
import type { Permits } from "../limits/permits.js";

const minPollMs = 50;
const maxPollMs = 500;

/** What {@link LoginLock.run} runs, and under which slot. */
export interface LockedLogin<T> {
  /** Names the slot. */
  readonly key: string;
  /** The slot expires after this many milliseconds; must be longer than the login may take. */
  readonly ttlMs: number;
  /** Looks for the result of another process's login. Runs before each wait and before the login. */
  readonly findResult: () => Promise<T | undefined>;
  /** Logs in. Runs while the lock is held. */
  readonly login: () => Promise<T>;
}

/** Allows one login at a time across processes. The slot expires by itself if its holder dies. */
export class LoginLock {
  readonly #permits: Permits;
  readonly #clock: Clock;
  readonly #random: () => number;

  /**
   * @param permits - keep the slot
   * @param clock - times the polls
   * @param random - a number from 0 to 1, which varies the polls
   */
  constructor(permits: Permits, clock: Clock, random: () => number) {
    this.#permits = permits;
    this.#clock = clock;
    this.#random = random;
  }

  /**
   * Waits for the lock and logs in, unless another process's result appears first.
   *
   * @param locked - the login and its slot
   * @param signal - ends the wait
   */
  async run<T>(locked: LockedLogin<T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      const { taken, freeInMs } = await this.#permits.take(locked.key, locked.ttlMs);
      if (taken) return this.#runLocked(locked);
      const found = await locked.findResult();
      if (found !== undefined) return found;
      await sleep(this.#clock, Math.min(freeInMs + 1, this.#pollMs()), signal);
    }
  }

  async #runLocked<T>({ key, findResult, login }: LockedLogin<T>): Promise<T> {
    try {
      // The previous holder of the lock may have logged in.
      return (await findResult()) ?? (await login());
    } finally {
      await this.#permits.free(key);
    }
  }

  /** Varies the pause, so that processes do not poll at the same moments. */
  #pollMs(): number {
    return minPollMs + (maxPollMs - minPollMs) * this.#random();
  }
}
