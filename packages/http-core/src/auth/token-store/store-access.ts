import type { Clock } from "../../util/clock.js";
import type { Logger } from "../../util/logger.js";

/** How long a store call may take, in milliseconds. */
const storeDeadlineMs = 1_000;

/** How long a store that keeps callers waiting is left alone, so that no request pays for it again and again. */
const restMs = 2_000;

/** What a call came to: an answer, no answer, or that the store was not even asked. */
export type StoreAnswer<T> = { readonly value: T } | "failed" | "resting";

/** `write` adds something; `read` is the rest, removal as well: what a full store can still do. */
export type StoreCall = "read" | "write";

/**
 * The one way to a store: each call has a deadline, none throws, and an outage is reported once. It is over when a call
 * of the kind that failed works again.
 */
export class StoreAccess {
  readonly #what: string;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #failing = new Set<StoreCall>();
  #faults = 0;
  #restsUntilMs = -Infinity;

  /**
   * @param what - the store's role, for the message
   * @param logger - gets one warning per outage
   * @param clock - of the deadlines
   */
  constructor(what: string, logger: Logger, clock: Clock) {
    this.#what = what;
    this.#logger = logger;
    this.#clock = clock;
  }

  /**
   * Asks the store.
   *
   * @param kind - what the call does
   * @param run - may throw at once, reject, or never end
   * @param proves - whether an answer shows that the store works; default: every one does
   */
  async call<T>(
    kind: StoreCall,
    run: () => Promise<T>,
    proves: (value: T) => boolean = () => true,
  ): Promise<StoreAnswer<T>> {
    const startMs = this.#clock.monotonicMs();
    if (startMs < this.#restsUntilMs) return "resting";
    const faultsBefore = this.#faults;
    try {
      const value = await withTimeout(this.#clock, storeDeadlineMs, run);
      // Keyv tells of faults by an event, and then answers as if there were nothing.
      if (this.#faults > faultsBefore) this.#failed(kind, startMs);
      else if (proves(value)) this.#worked(kind);
      return { value };
    } catch (error) {
      this.report(error, kind);
      this.#failed(kind, startMs);
      return "failed";
    }
  }

  /** Something failed, in a call or between calls. Its message may hold addresses and passwords: only its kind is told. */
  report(error: unknown, kind: StoreCall = "read"): void {
    this.#faults++;
    const known = this.#failing.size > 0;
    this.#failing.add(kind);
    if (known) return;
    const name = faultName(error);
    this.#logger.warn(`The ${this.#what} does not work (${name}); this process goes on by itself until it does`);
  }

  #failed(kind: StoreCall, startMs: number): void {
    this.#failing.add(kind);
    const now = this.#clock.monotonicMs();
    if (now - startMs >= storeDeadlineMs / 2) this.#restsUntilMs = now + restMs;
  }

  #worked(kind: StoreCall): void {
    // What can be written can be read.
    if (kind === "write") this.#failing.clear();
    else this.#failing.delete(kind);
  }
}

function faultName(error: unknown): string {
  if (!(error instanceof Error)) return "unknown fault";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
}

/**
 * Runs a store call with a time limit.
 *
 * @param clock - measures the time limit
 * @param deadlineMs - the limit, in milliseconds
 * @param run - may throw at once or reject
 * @throws Error named `DeadlineError` when the limit has passed
 */
function withTimeout<T>(clock: Clock, deadlineMs: number, run: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancel = clock.setTimer(() => reject(deadlineError(deadlineMs)), deadlineMs);
    const settle = (finish: () => void): void => {
      cancel();
      finish();
    };
    Promise.resolve()
      .then(run)
      .then(
        (value) => settle(() => resolve(value)),
        (error: unknown) => settle(() => reject(error)),
      );
  });
}

function deadlineError(deadlineMs: number): Error {
  const error = new Error(`no answer within ${deadlineMs} ms`);
  error.name = "DeadlineError";
  return error;
}
