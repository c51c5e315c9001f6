import { raceWithAbort, rejectOnAbort } from "../../util/abort.js";

/**
 * One login that several callers wait for. A caller whose signal aborts stops waiting, and the login goes on. The login
 * ends when its last caller has stopped waiting.
 */
export class SingleFlight<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  /** @param run - the login; must end when its signal aborts */
  constructor(run: (signal: AbortSignal) => Promise<T>) {
    const { signal } = this.#controller;
    this.#result = Promise.race([run(signal), rejectOnAbort(signal)]);
    // Without callers, a failure must not become an unhandled rejection.
    this.#result.catch(() => {});
  }

  /** True if all callers have stopped waiting. No caller may join then. */
  get hasEnded(): boolean {
    return this.#controller.signal.aborted;
  }

  /**
   * Waits for the result of the login.
   *
   * @param signal - stops the wait, but not the login while other callers wait
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

  /**
   * Keeps the login running without a caller, for a renewal in the background.
   *
   * @param onError - receives the error of a login that fails
   */
  keepRunning(onError: (error: unknown) => void): void {
    this.#waiting++;
    this.#result.catch(onError);
  }
}
