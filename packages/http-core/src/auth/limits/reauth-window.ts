import type { Clock } from "../../util/clock.js";
import { RetryWindowExhaustedError } from "../../errors.js";
import type { Permits } from "./permits.js";

/** How many re-authentications a rolling window holds. */
export interface WindowSize {
  /** 1…100. Default 4. */
  readonly limit: number;
  /** Milliseconds. Default 600 000. */
  readonly windowMs: number;
}

/**
 * The rolling window of one identity: `limit` slots, each of which comes back `windowMs` after it was taken, so that
 * no span of that length ever holds more than the limit.
 */
export class RetryWindow {
  readonly #permits: Permits;
  readonly #clock: Clock;
  readonly #key: string;

  /**
   * @param permits - where slots are counted
   * @param clock - dates the error
   * @param key - names the identity
   */
  constructor(permits: Permits, clock: Clock, key: string) {
    this.#permits = permits;
    this.#clock = clock;
    this.#key = key;
  }

  /**
   * Takes one permit.
   *
   * @throws RetryWindowExhaustedError `RETRY_WINDOW_EXHAUSTED` with the time when the next one is free
   */
  async take(size: WindowSize): Promise<void> {
    let freeInMs = Infinity;
    for (let slot = 0; slot < size.limit; slot++) {
      const answer = await this.#permits.take(`${this.#key}:window:${slot}`, size.windowMs);
      if (answer.taken) return;
      freeInMs = Math.min(freeInMs, answer.freeInMs);
    }
    const retryAt = new Date(this.#clock.nowMs() + Math.ceil(freeInMs));
    throw new RetryWindowExhaustedError({ ...size, retryAt });
  }
}
