import type { Clock } from "../../util/clock.js";
import { AuthenticationError } from "../../errors.js";

/**
 * The error of a login that was not done in time.
 *
 * @param deadlineMs - how long it had
 */
export function loginTimedOut(deadlineMs: number): AuthenticationError {
  const message = `The login took longer than ${deadlineMs} ms and was ended`;
  return new AuthenticationError("transient", message, { code: "AUTH_TIMEOUT" });
}

/**
 * Gives a login its time from when it begins, however long it had to wait for its turn.
 *
 * @param clock - the deadline's clock
 * @param deadlineMs - how long it may take
 * @param signal - ends it as well
 * @param login - must end with the signal it is given
 */
export async function withLoginDeadline<T>(
  clock: Clock,
  deadlineMs: number,
  signal: AbortSignal,
  login: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const cancelTimer = clock.setTimer(() => late.abort(loginTimedOut(deadlineMs)), deadlineMs);
  try {
    return await login(AbortSignal.any([signal, late.signal]));
  } finally {
    cancelTimer();
  }
}
