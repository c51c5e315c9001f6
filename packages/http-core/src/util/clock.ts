import { onceAborted } from "./abort.js";

/** The source of time for a session. Tests inject their own, so that they never wait. */
export interface Clock {
  /** Wall clock, in milliseconds since 1970. Used only for dates that a server or a person sets. */
  nowMs(): number;
  /** Milliseconds that never go back, from any start. Used for windows and deadlines. */
  monotonicMs(): number;
  /**
   * Calls back once after a delay. The timer does not keep the process alive.
   *
   * @param callback - called once
   * @param delayMs - in milliseconds
   * @returns a function that cancels the timer
   */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** Maximum delay of Node's timers, in milliseconds. A longer one would fire at once. */
const maxTimerMs = 2 ** 31 - 1;

/** The clock of the machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), maxTimerMs));
    // Timers of workerd are numbers.
    if (typeof timer === "object") timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Waits for a time. Unlike a timer of the clock it keeps the process alive, because its caller waits for the end.
 *
 * @param clock - measures the time
 * @param delayMs - in milliseconds
 * @param signal - ends the wait early
 * @throws the signal's reason when it aborts
 */
export async function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => reject(signal?.reason);
  const alive = setInterval(() => {}, maxTimerMs);
  const cancel = clock.setTimer(resolve, delayMs);
  if (signal !== undefined) onceAborted(signal, onAbort);
  try {
    await promise;
  } finally {
    cancel();
    clearInterval(alive);
    signal?.removeEventListener("abort", onAbort);
  }
}
