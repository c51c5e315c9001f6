import type { Clock } from "../util/clock.js";
import { CallEndedError } from "../errors.js";

/** What ends a call early. */
export interface CallLimits {
  readonly clock: Clock;
  /** 0 or Infinity for none. */
  readonly totalMs: number;
  readonly signal: AbortSignal | undefined;
  /** The call ends at the head of its answer; the caller's signal and `close` end its body as well, the deadline does not. */
  readonly streams: boolean;
}

type End = (reason: unknown) => void;

/** The calls of a session that are under way: each ends by its deadline or its caller's signal, all of them by `close`. */
export class CallsUnderWay {
  readonly #ends = new Set<End>();
  readonly #closing = new AbortController();

  get isClosed(): boolean {
    return this.#closing.signal.aborted;
  }

  /**
   * Runs a call. Its end does not wait for a transport or scheme that does not heed the signal.
   *
   * @throws CallEndedError `TIMEOUT`, `ABORTED` or `SESSION_CLOSED`, whatever the call itself failed with then
   */
  run<T>({ clock, totalMs, signal, streams }: CallLimits, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal?.aborted) return Promise.reject(ended(signal.reason));
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const controller = new AbortController();
    const end: End = (reason) => {
      controller.abort(reason);
      forget();
      reject(ended(reason));
    };
    const cancelTimer =
      totalMs > 0 && totalMs !== Infinity ? clock.setTimer(() => end(timedOut(totalMs)), totalMs) : undefined;
    const unlisten = signal === undefined ? undefined : onAbort(signal, end);
    const forget = (): void => {
      cancelTimer?.();
      unlisten?.();
      this.#ends.delete(end);
    };
    this.#ends.add(end);
    call(streams ? this.#lasting(controller.signal, signal) : controller.signal).then(
      (value) => (forget(), resolve(value)),
      (error: unknown) => (forget(), reject(error)),
    );
    return promise;
  }

  /** Ends every call that is under way. */
  close(): void {
    const reason = new CallEndedError("SESSION_CLOSED", "The session was closed");
    this.#closing.abort(reason);
    for (const end of this.#ends) end(reason);
  }

  /** A signal for what goes on when its call has ended: who has done with it takes his listener off. */
  #lasting(own: AbortSignal, given: AbortSignal | undefined): AbortSignal {
    return AbortSignal.any([own, this.#closing.signal, ...(given === undefined ? [] : [given])]);
  }
}

/** Many calls may share one signal, whose own listeners form a list that is searched for each: they get one that follows it. */
function onAbort(signal: AbortSignal, end: End): () => void {
  const followed = AbortSignal.any([signal]);
  const listener = (): void => end(followed.reason);
  followed.addEventListener("abort", listener);
  return () => followed.removeEventListener("abort", listener);
}

function timedOut(totalMs: number): CallEndedError {
  return new CallEndedError("TIMEOUT", `The call took longer than its totalMs (${totalMs}) and was ended`);
}

function ended(reason: unknown): CallEndedError {
  if (reason instanceof CallEndedError) return reason;
  return new CallEndedError("ABORTED", "The call was aborted by its signal", { cause: reason });
}
