import { CallEndedError, type Clock } from "@org/http-core";

/** What ends a piece of work early. */
export interface WorkLimits {
  /** Measures the time. */
  readonly clock: Clock;
  /** Maximum time in milliseconds; 0 for none. */
  readonly timeoutMs: number;
  /** The caller's signal. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Runs work that must end within a time limit, for example a download into a file. The limit of a call ends only its
 * wait for the response if the body is a stream.
 *
 * @param limits - time limit and caller's signal
 * @param work - receives a signal that aborts when a limit is reached, and must then fail
 * @throws CallEndedError `TIMEOUT`; what the work fails with otherwise
 */
export async function withDeadline<T>(
  { clock, timeoutMs, signal }: WorkLimits,
  work: (signal: AbortSignal | undefined) => Promise<T>,
): Promise<T> {
  if (timeoutMs === 0) return work(signal);
  const deadline = new AbortController();
  const timeout = new CallEndedError("TIMEOUT", `The operation timed out after ${timeoutMs} ms (timeoutMs)`);
  const cancelTimer = clock.setTimer(() => deadline.abort(timeout), timeoutMs);
  try {
    return await work(AbortSignal.any([deadline.signal, ...(signal === undefined ? [] : [signal])]));
  } catch (error) {
    throw deadline.signal.aborted ? timeout : error;
  } finally {
    cancelTimer();
  }
}
