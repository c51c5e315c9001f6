import type { Clock } from "./util/clock.js";

/**
 * Waits for something at most so long.
 *
 * @param clock - the deadline's clock
 * @param deadlineMs - how long
 * @param run - may throw at once or reject
 * @throws Error named `DeadlineError` when time is up
 */
export function within<T>(clock: Clock, deadlineMs: number, run: () => Promise<T>): Promise<T> {
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
