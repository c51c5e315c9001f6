import type { Clock } from "../../util/clock.js";
import { RetryWindowExhaustedError } from "../../errors.js";
import type { Permits } from "./permits.js";

/** How many logins the re-authentication window allows, or how many rejections of a scheme without a login. */
export interface RetryWindowSize {
  /** Their number: 1 to 100. Default 4. */
  readonly limit: number;
  /** The length of the window in milliseconds. Default 600 000. */
  readonly windowMs: number;
}

/**
 * The re-authentication window of an identity. It rolls: each of its `limit` slots is free again `windowMs` after it
 * was taken, so a period of that length never contains more counted logins than the limit. The login guard decides
 * which logins are counted.
 */
export class RetryWindow {
  readonly #permits: Permits;
  readonly #clock: Clock;
  readonly #key: string;
  readonly #counted: RetryWindowExhaustedError["counted"];

  /**
   * @param permits - keep the slots
   * @param clock - its wall clock gives the date in the error
   * @param key - names the identity
   * @param counted - what takes the slots, for the error. Default logins
   */
  constructor(permits: Permits, clock: Clock, key: string, counted: RetryWindowExhaustedError["counted"] = "logins") {
    this.#permits = permits;
    this.#clock = clock;
    this.#key = key;
    this.#counted = counted;
  }

  /**
   * Takes one slot.
   *
   * @param size - of the window, as the calling session has configured it
   * @throws RetryWindowExhaustedError `RETRY_WINDOW_EXHAUSTED` with the time when the next slot is free
   */
  async take(size: RetryWindowSize): Promise<void> {
    let freeInMs = Infinity;
    for (let slot = 0; slot < size.limit; slot++) {
      const result = await this.#permits.take(this.#slotName(slot), size.windowMs);
      if (result.taken) return;
      freeInMs = Math.min(freeInMs, result.freeInMs);
    }
    throw this.#exhausted(size, freeInMs);
  }

  /**
   * Checks that a slot is free, and takes none.
   *
   * @param size - of the window, as the calling session has configured it
   * @throws RetryWindowExhaustedError `RETRY_WINDOW_EXHAUSTED` with the time when the next slot is free
   */
  async check(size: RetryWindowSize): Promise<void> {
    let freeInMs = Infinity;
    for (let slot = 0; slot < size.limit; slot++) {
      const remainingMs = await this.#permits.peek(this.#slotName(slot));
      if (remainingMs === 0) return;
      freeInMs = Math.min(freeInMs, remainingMs);
    }
    throw this.#exhausted(size, freeInMs);
  }

  #exhausted(size: RetryWindowSize, freeInMs: number): RetryWindowExhaustedError {
    const retryAt = new Date(this.#clock.nowMs() + Math.ceil(freeInMs));
    return new RetryWindowExhaustedError({ ...size, counted: this.#counted, retryAt });
  }

  #slotName(slot: number): string {
    return `${this.#key}:window:${slot}`;
  }
}
