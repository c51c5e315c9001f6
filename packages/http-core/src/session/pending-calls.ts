import type { Clock } from "../util/clock.js";
import { unknownOutcome } from "../middleware/retry/retry-policy.js";
import { omitUndefined } from "../util/omit-undefined.js";
import { isHttpCoreError, type HttpCoreError } from "../http-core-error.js";
import { CallEndedError } from "../errors.js";

/** What ends a call early. */
export interface CallLimits {
  /** Measures the deadline. */
  readonly clock: Clock;
  /** The deadline in milliseconds; 0 or Infinity for none. */
  readonly totalMs: number;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
  /**
   * True if the call resolves at the head of its response. The caller's signal and `close` then end the body as well, and
   * the deadline does not.
   */
  readonly isStreamed: boolean;
}

/** A call in the list of those that have not ended. */
interface Endable {
  /** Its place in the list. */
  index: number;
  /** Ends the call at once. */
  end(reason: unknown): void;
}

/** The calls of a session that have not ended. A call ends at its deadline or when its caller's signal aborts. `close` ends all calls. */
export class PendingCalls {
  readonly #calls: Endable[] = [];
  readonly #closing = new AbortController();

  /** True after `close`. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /**
   * Begins a call. When a limit ends it, its result does not wait for a transport or scheme that ignores its signal.
   *
   * @param limits - end the call
   * @returns the call, which has ended already if the caller's signal has aborted
   */
  begin<T>(limits: CallLimits): PendingCall<T> {
    const call = new PendingCall<T>(limits, this.#calls, this.#closing.signal);
    if (limits.signal?.aborted) call.end(limits.signal.reason);
    return call;
  }

  /** Ends all calls, and their bodies. */
  close(): void {
    const reason = new CallEndedError("SESSION_CLOSED", "The session was closed");
    this.#closing.abort(reason);
    // Each call leaves the list when it ends.
    for (const call of this.#calls.slice()) call.end(reason);
  }
}

/** One call, and what ends it early. */
export class PendingCall<T> {
  /** Aborts when a limit ends the call. That of a streamed call ends its body too: its users must remove their listeners. */
  readonly signal: AbortSignal;
  readonly #pending: Endable[];
  readonly #controller = new AbortController();
  readonly #result = Promise.withResolvers<T>();
  readonly #cancelTimer: (() => void) | undefined;
  readonly #removeListener: (() => void) | undefined;
  #timeout: CallEndedError | undefined;
  #isForgotten = false;
  /** Where the call is in the list of pending calls. */
  index: number;

  /**
   * @param limits - end the call
   * @param pending - the list of pending calls; the call adds itself
   * @param closing - aborts when the session is closed
   */
  constructor({ clock, totalMs, signal, isStreamed }: CallLimits, pending: Endable[], closing: AbortSignal) {
    this.#pending = pending;
    const hasDeadline = totalMs > 0 && totalMs !== Infinity;
    this.#cancelTimer = hasDeadline ? clock.setTimer(() => this.#endAtDeadline(totalMs), totalMs) : undefined;
    this.#removeListener = signal === undefined ? undefined : onAbort(signal, (reason) => this.end(reason));
    this.index = pending.push(this) - 1;
    const own = this.#controller.signal;
    this.signal = isStreamed ? AbortSignal.any([own, closing, ...(signal === undefined ? [] : [signal])]) : own;
  }

  /**
   * What the call was settled with, unless a limit ended it before. The error of a deadline has the outcome of the request, if
   * the transport says how much of it was sent.
   *
   * @throws CallEndedError `TIMEOUT`, `ABORTED` or `SESSION_CLOSED`, even if the call itself then fails with another error
   */
  get result(): Promise<T> {
    return this.#result.promise;
  }

  /** Ends the call at once. */
  end(reason: unknown): void {
    this.#stop(reason);
    this.#result.reject(toCallEndedError(reason));
  }

  /** Settles the call, also one that a limit has ended. */
  resolve(value: T): void {
    this.#forget();
    if (this.#timeout === undefined) this.#result.resolve(value);
    else this.#result.reject(this.#timeout);
  }

  /** Settles the call with an error, as `resolve` does. */
  reject(error: unknown): void {
    this.#forget();
    this.#result.reject(this.#timeout === undefined ? error : withOutcome(this.#timeout, error));
  }

  #endAtDeadline(totalMs: number): void {
    this.#timeout = timeoutError(totalMs);
    this.#stop(this.#timeout);
    // The call itself fails first if its transport heeds the signal, and then says what became of the request.
    setTimeout(this.#result.reject, 0, this.#timeout);
  }

  #stop(reason: unknown): void {
    this.#controller.abort(reason);
    this.#forget();
  }

  #forget(): void {
    if (this.#isForgotten) return;
    this.#isForgotten = true;
    this.#cancelTimer?.();
    this.#removeListener?.();
    this.#leaveList();
  }

  /** The last call of the list takes the place of this one. A `Set` takes several times as long to add and delete. */
  #leaveList(): void {
    const last = this.#pending.pop();
    if (last === undefined || last.index === this.index) return;
    this.#pending[this.index] = last;
    last.index = this.index;
  }
}

/**
 * Listens for an abort, and returns how to stop listening. The listener is on a dependent signal: many calls may share
 * one signal, and removing one of its own listeners takes longer the more there are.
 */
function onAbort(signal: AbortSignal, end: (reason: unknown) => void): () => void {
  const dependent = AbortSignal.any([signal]);
  const listener = (): void => end(dependent.reason);
  dependent.addEventListener("abort", listener);
  return () => dependent.removeEventListener("abort", listener);
}

function timeoutError(totalMs: number): CallEndedError {
  return new CallEndedError("TIMEOUT", `The call timed out after ${totalMs} ms (totalMs)`);
}

/** Adds what is known of the request to the error of a deadline. The message of a failure with an unknown outcome says so. */
function withOutcome(timeout: CallEndedError, failure: unknown): CallEndedError {
  if (!isHttpCoreError(failure) || failure.outcome === undefined) return timeout;
  const { outcome, bytesSent, method, url }: HttpCoreError = failure;
  const message = outcome === "unknown" ? `${timeout.message}; ${unknownOutcome(method)}` : timeout.message;
  return new CallEndedError("TIMEOUT", message, omitUndefined({ outcome, bytesSent, method, url }));
}

function toCallEndedError(reason: unknown): CallEndedError {
  if (reason instanceof CallEndedError) return reason;
  return new CallEndedError("ABORTED", "The call was aborted by its signal", { cause: reason });
}
