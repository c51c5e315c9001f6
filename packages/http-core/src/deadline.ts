import type { Clock } from "./clock.js";
import { CallEndedError } from "./errors.js";
import { orRejectedBy } from "./rejection-by.js";

/**
 * Runs a call under its deadline and its callers' signals.
 *
 * @param clock - the deadline's clock
 * @param totalMs - 0 or Infinity for none
 * @param signals - any of them ends the call
 * @throws CallEndedError `TIMEOUT`, `ABORTED` or `SESSION_CLOSED`, whatever the call itself failed with then
 */
export async function withDeadline<T>(
  clock: Clock,
  totalMs: number,
  signals: readonly (AbortSignal | undefined)[],
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController();
  const cancel =
    totalMs > 0 && totalMs !== Infinity ? clock.setTimer(() => deadline.abort(timedOut(totalMs)), totalMs) : undefined;
  const given = signals.filter((signal) => signal !== undefined);
  const signal = AbortSignal.any([deadline.signal, ...given]);
  try {
    if (signal.aborted) throw ended(signal.reason);
    // Raced, so that a transport or scheme that does not heed the signal can't hold the caller.
    return await orRejectedBy(run(signal), signal);
  } catch (error) {
    throw signal.aborted ? ended(signal.reason) : error;
  } finally {
    cancel?.();
  }
}

function timedOut(totalMs: number): CallEndedError {
  return new CallEndedError("TIMEOUT", `The call took longer than its totalMs (${totalMs}) and was ended`);
}

function ended(reason: unknown): CallEndedError {
  if (reason instanceof CallEndedError) return reason;
  return new CallEndedError("ABORTED", "The call was aborted by its signal", { cause: reason });
}
