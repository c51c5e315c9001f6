/** Time as the session sees it. Tests inject their own, so that nothing waits for real. */
export interface Clock {
  /** Wall clock, milliseconds since 1970; only for what a server or a person dates. */
  nowMs(): number;
  /** Milliseconds that never go back; for windows and deadlines. */
  monotonicMs(): number;
  /** Calls back once after a delay. The timer never keeps the process alive by itself. Answers how to cancel it. */
  setTimer(callback: () => void, delayMs: number): () => void;
}

/** The longest delay Node's timers take; a longer one would fire at once. */
const longestTimerMs = 2 ** 31 - 1;

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  setTimer(callback, delayMs) {
    const timer = setTimeout(callback, Math.min(Math.max(0, delayMs), longestTimerMs));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Waits on a clock. Somebody awaits the end of it, so unlike a bare timer it keeps the process alive meanwhile.
 *
 * @param clock - whose time
 * @param delayMs - how long, in milliseconds
 * @param signal - ends the wait early
 * @throws the signal's reason when aborted
 */
export async function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = (): void => reject(signal?.reason);
  const alive = setInterval(() => {}, longestTimerMs);
  const cancel = clock.setTimer(resolve, delayMs);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await promise;
  } finally {
    cancel();
    clearInterval(alive);
    signal?.removeEventListener("abort", onAbort);
  }
}
