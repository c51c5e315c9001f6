import { onceAborted } from "../../util/abort.js";
import type { Clock } from "../../util/clock.js";
import { AuthenticationError } from "../../errors.js";

/** Makes the error for a login that exceeded its deadline. */
function loginTimeoutError(deadlineMs: number): AuthenticationError {
  const message = `The login took longer than ${deadlineMs} ms and was ended`;
  return new AuthenticationError("transient", message, { code: "AUTH_TIMEOUT" });
}

/**
 * Runs a login with a deadline that starts now. The time that the login waited for its turn is not part of it.
 *
 * @param clock - measures the deadline
 * @param deadlineMs - how long the login may take, in milliseconds
 * @param signal - ends the login as well
 * @param login - must end when the signal that it receives aborts
 */
export async function withLoginDeadline<T>(
  clock: Clock,
  deadlineMs: number,
  signal: AbortSignal,
  login: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any: Node keeps such a signal in memory for a while, with all that its listeners hold.
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal.reason);
  if (signal.aborted) onAbort();
  else onceAborted(signal, onAbort);
  const cancelTimer = clock.setTimer(() => controller.abort(loginTimeoutError(deadlineMs)), deadlineMs);
  try {
    return await login(controller.signal);
  } finally {
    cancelTimer();
    signal.removeEventListener("abort", onAbort);
  }
}
