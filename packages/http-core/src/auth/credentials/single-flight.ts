import type { Clock } from "../../util/clock.js";
import { raceWithAbort, rejectOnAbort } from "../../util/abort.js";
import { loginTimedOut } from "../login/login-deadline.js";

/**
 * One login under way, and those who wait for it. A waiter whose signal aborts leaves alone; the login ends when the
 * last one has left, or at its own deadline.
 */
export class Flight<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  /**
   * @param run - the login; it must end with the signal
   * @param clock - the deadline's clock
   * @param deadlineMs - how long it may take
   */
  constructor(run: (signal: AbortSignal) => Promise<T>, clock: Clock, deadlineMs: number) {
    const cancelTimer = clock.setTimer(() => this.#controller.abort(loginTimedOut(deadlineMs)), deadlineMs);
    const { signal } = this.#controller;
    this.#result = Promise.race([run(signal), rejectOnAbort(signal)]).finally(cancelTimer);
    // A flight that everybody left must not end as an unhandled rejection.
    this.#result.catch(() => {});
  }

  /** True once everybody has left or the deadline has passed: nobody may join any more. */
  get ended(): boolean {
    return this.#controller.signal.aborted;
  }

  /**
   * Waits for the login's result.
   *
   * @param signal - leaves early, without ending the login for others
   */
  async wait(signal?: AbortSignal): Promise<T> {
    this.#waiting++;
    try {
      if (signal === undefined) return await this.#result;
      return await raceWithAbort(this.#result, signal);
    } finally {
      this.#waiting--;
      if (this.#waiting === 0 && signal?.aborted) this.#controller.abort(signal.reason);
    }
  }

  /** Keeps the login going although nobody waits for it: a renewal in the background. */
  keep(onError: (error: unknown) => void): void {
    this.#waiting++;
    this.#result.catch(onError);
  }
}
