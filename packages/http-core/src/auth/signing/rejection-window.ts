import type { Clock } from "../../util/clock.js";
import { isRetryWindowExhaustedError } from "../../errors.js";
import type { LimitNames } from "../limits/limit-names.js";
import type { Permits } from "../limits/permits.js";
import { RetryWindow, type RetryWindowSize } from "../limits/retry-window.js";

/** What a {@link RejectionWindow} is made from. */
export interface RejectionWindowOptions {
  /** Measures how long a rejection is counted. */
  readonly clock: Clock;
  /** Keep the window. */
  readonly permits: Permits;
  /** Names the slots of the permits. */
  readonly names: () => Promise<LimitNames>;
}

/**
 * Counts the rejections of a scheme without a login in the re-authentication window of its identity: otherwise repeated
 * requests with a wrong Basic or Digest password could lock the account. The window may be shared with other processes.
 * It is asked before each request until a response was accepted, and again while a rejection is counted.
 */
export class RejectionWindow {
  readonly #options: RejectionWindowOptions;
  #isProven = false;
  /** Monotonic milliseconds until which the last rejection is counted. */
  #countsUntilMs = 0;

  /** @param options - where the rejections of the identity are counted */
  constructor(options: RejectionWindowOptions) {
    this.#options = options;
  }

  /**
   * Refuses a request while the window has no permit left.
   *
   * @param size - of the window, as the calling session has configured it
   * @throws RetryWindowExhaustedError `RETRY_WINDOW_EXHAUSTED`
   */
  async check(size: RetryWindowSize): Promise<void> {
    if (this.#isProven && this.#options.clock.monotonicMs() >= this.#countsUntilMs) return;
    for (const window of await this.#windows()) await window.check(size);
  }

  /** Records that the service accepted a request. */
  recordAccepted(): void {
    this.#isProven = true;
  }

  /**
   * Records that the service rejected a request: takes a permit, if one is left.
   *
   * @param size - of the window, as the calling session has configured it
   */
  async recordRejected(size: RetryWindowSize): Promise<void> {
    this.#countsUntilMs = this.#options.clock.monotonicMs() + size.windowMs;
    for (const window of await this.#windows()) {
      await window.take(size).catch((error: unknown) => {
        // Requests that were already sent when the last permit was taken get their responses.
        if (!isRetryWindowExhaustedError(error)) throw error;
      });
    }
  }

  async #windows(): Promise<readonly RetryWindow[]> {
    const { permits, clock, names } = this.#options;
    return (await names()).logins.map((name) => new RetryWindow(permits, clock, name, "rejections"));
  }
}
