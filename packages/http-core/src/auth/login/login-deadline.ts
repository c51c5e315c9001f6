import { onceAborted } from "../../util/abort.js";
import type { Clock } from "../../util/clock.js";
import { AuthenticationError } from "../../errors.js";
import type { LoginStep } from "./login-error.js";

/** How long something may take. */
export interface LoginDeadline {
  /** Measures the time. */
  readonly clock: Clock;
  /** Limit in milliseconds. */
  readonly timeoutMs: number;
  /** What is limited. */
  readonly step: LoginStep;
}

/**
 * Runs a login or logout with a deadline that starts now. The time that it waited for its turn is not part of it.
 *
 * @param deadline - how long it may take
 * @param signal - ends it as well
 * @param run - must end when the signal that it receives aborts
 */
export async function withLoginDeadline<T>(
  { clock, timeoutMs, step }: LoginDeadline,
  signal: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any: Node keeps such a signal in memory for a while, with all that its listeners hold.
  const controller = new AbortController();
  const onAbort = (): void => controller.abort(signal.reason);
  if (signal.aborted) onAbort();
  else onceAborted(signal, onAbort);
  const cancelTimer = clock.setTimer(() => controller.abort(timeoutError(step, timeoutMs)), timeoutMs);
  try {
    return await run(controller.signal);
  } finally {
    cancelTimer();
    signal.removeEventListener("abort", onAbort);
  }
}

function timeoutError(step: LoginStep, timeoutMs: number): AuthenticationError {
  const message = `The ${step} timed out after ${timeoutMs} ms`;
  return new AuthenticationError("transient", message, { code: "AUTH_TIMEOUT" });
}
