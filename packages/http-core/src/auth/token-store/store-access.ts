import type { Clock } from "../../util/clock.js";
import type { Logger } from "../../util/logger.js";
import { isError } from "../../util/realms.js";

/** How long a store call may take, in milliseconds. */
const storeTimeoutMs = 1_000;

/** How long a slow store is not called, in milliseconds, so that only some requests wait for it. */
const restMs = 2_000;

/** The result of a store call: a value, `failed`, or `resting` if the store was not called. */
export type StoreResult<T> = { readonly value: T } | "failed" | "resting";

/** `write` adds data. `read` is every other call, removals included: a store that is full can still do it. */
export type StoreCall = "read" | "write";

/**
 * Calls a store. Each call has a deadline, no call throws, and an outage is reported once. The outage is over when a call
 * of the kind that failed succeeds again.
 */
export class StoreAccess {
  readonly #role: string;
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #failing = new Set<StoreCall>();
  #faults = 0;
  #restsUntilMs = -Infinity;

  /**
   * @param role - names the store in the warning
   * @param logger - receives one warning per outage
   * @param clock - measures the deadlines
   */
  constructor(role: string, logger: Logger, clock: Clock) {
    this.#role = role;
    this.#logger = logger;
    this.#clock = clock;
  }

  /**
   * Calls the store.
   *
   * @param kind - what the call does
   * @param run - may throw at once, reject, or never end
   * @param proves - whether a value shows that the store works. Default: every value does
   */
  async call<T>(
    kind: StoreCall,
    run: () => Promise<T>,
    proves: (value: T) => boolean = () => true,
  ): Promise<StoreResult<T>> {
    const startMs = this.#clock.monotonicMs();
    if (startMs < this.#restsUntilMs) return "resting";
    const faultsBefore = this.#faults;
    try {
      const value = await withTimeout(this.#clock, storeTimeoutMs, run);
      // Keyv reports a fault by an event, and then returns as if there were no record.
      if (this.#faults > faultsBefore) this.#recordFailure(kind, startMs);
      else if (proves(value)) this.#recordSuccess(kind);
      return { value };
    } catch (error) {
      this.report(error, kind);
      this.#recordFailure(kind, startMs);
      return "failed";
    }
  }

  /**
   * Reports a fault, during a call or between calls. The warning states only the kind of the error, since its message may
   * contain addresses and passwords.
   *
   * @param error - from the store
   * @param kind - the calls that fail. Default `read`
   */
  report(error: unknown, kind: StoreCall = "read"): void {
    this.#faults++;
    const isReported = this.#failing.size > 0;
    this.#failing.add(kind);
    if (isReported) return;
    const reason = errorKind(error);
    this.#logger.warn(
      `The ${this.#role} does not work (${reason}); this process continues without it until it works again`,
    );
  }

  #recordFailure(kind: StoreCall, startMs: number): void {
    this.#failing.add(kind);
    const nowMs = this.#clock.monotonicMs();
    if (nowMs - startMs >= storeTimeoutMs / 2) this.#restsUntilMs = nowMs + restMs;
  }

  #recordSuccess(kind: StoreCall): void {
    // A store that can be written to can also be read.
    if (kind === "write") this.#failing.clear();
    else this.#failing.delete(kind);
  }
}

/** Codes such as `ECONNREFUSED` and `28P01`. Anything else may be a text with addresses and passwords. */
const codePattern = /^[A-Z0-9_]{2,32}$/;
const namePattern = /^[A-Z][A-Za-z]{2,31}$/;

function errorKind(error: unknown): string {
  if (!isError(error)) return "unknown fault";
  if ("code" in error && typeof error.code === "string" && codePattern.test(error.code)) return error.code;
  return namePattern.test(error.name) ? error.name : "unknown fault";
}

/**
 * Runs a store call with a time limit.
 *
 * @param clock - measures the time limit
 * @param timeoutMs - the limit, in milliseconds
 * @param run - may throw at once or reject
 * @throws Error named `DeadlineError` when the limit has passed
 */
function withTimeout<T>(clock: Clock, timeoutMs: number, run: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const cancelTimer = clock.setTimer(() => reject(deadlineError(timeoutMs)), timeoutMs);
    Promise.resolve().then(run).finally(cancelTimer).then(resolve, reject);
  });
}

function deadlineError(timeoutMs: number): Error {
  const error = new Error(`no response within ${timeoutMs} ms`);
  error.name = "DeadlineError";
  return error;
}
