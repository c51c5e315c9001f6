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

type EndCall = (reason: unknown) => void;

/** The calls of a session that have not ended. A call ends at its deadline or when its caller's signal aborts. `close` ends all calls. */
export class PendingCalls {
  readonly #calls = new Set<EndCall>();
  readonly #closing = new AbortController();

  /** True after `close`. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /**
   * Runs a call. When a limit ends it, the result does not wait for a transport or scheme that ignores its signal. The
   * error of a deadline has the outcome of the request, if the transport says how much of it was sent.
   *
   * @param limits - end the call
   * @param call - receives a signal that aborts when a limit is reached
   * @throws CallEndedError `TIMEOUT`, `ABORTED` or `SESSION_CLOSED`, even if the call itself then fails with another error
   */
  run<T>({ clock, totalMs, signal, isStreamed }: CallLimits, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal?.aborted) return Promise.reject(toCallEndedError(signal.reason));
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const controller = new AbortController();
    const stop = (reason: unknown): void => {
      controller.abort(reason);
      forget();
    };
    const end: EndCall = (reason) => {
      stop(reason);
      reject(toCallEndedError(reason));
    };
    let timeout: CallEndedError | undefined;
    const endAtDeadline = (): void => {
      timeout = timeoutError(totalMs);
      stop(timeout);
      // The call itself fails first if its transport heeds the signal, and then says what became of the request.
      setTimeout(reject, 0, timeout);
    };
    const hasDeadline = totalMs > 0 && totalMs !== Infinity;
    const cancelTimer = hasDeadline ? clock.setTimer(endAtDeadline, totalMs) : undefined;
    const removeListener = signal === undefined ? undefined : onAbort(signal, end);
    const forget = (): void => {
      cancelTimer?.();
      removeListener?.();
      this.#calls.delete(end);
    };
    this.#calls.add(end);
    call(isStreamed ? this.#bodySignal(controller.signal, signal) : controller.signal).then(
      (value) => (forget(), timeout === undefined ? resolve(value) : reject(timeout)),
      (error: unknown) => (forget(), reject(timeout === undefined ? error : withOutcome(timeout, error))),
    );
    return promise;
  }

  /** Ends all calls, and their bodies. */
  close(): void {
    const reason = new CallEndedError("SESSION_CLOSED", "The session was closed");
    this.#closing.abort(reason);
    for (const end of this.#calls) end(reason);
  }

  /** Makes a signal for a body that is read after its call has ended. Its users must remove their listeners. */
  #bodySignal(callSignal: AbortSignal, callerSignal: AbortSignal | undefined): AbortSignal {
    return AbortSignal.any([callSignal, this.#closing.signal, ...(callerSignal === undefined ? [] : [callerSignal])]);
  }
}

/**
 * Listens for an abort, and returns how to stop listening. The listener is on a dependent signal: many calls may share
 * one signal, and removing one of its own listeners takes longer the more there are.
 */
function onAbort(signal: AbortSignal, end: EndCall): () => void {
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
