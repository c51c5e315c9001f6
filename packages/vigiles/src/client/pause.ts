import type { Clock } from "@org/http-core";

/** The longest interval Node's timers take. */
const foreverMs = 2 ** 31 - 1;

/**
 * Waits on a clock, and keeps the process alive meanwhile: a clock's own timers don't.
 *
 * @param clock - whose time
 * @param delayMs - how long, in milliseconds
 * @param signal - ends the wait early
 * @throws the signal's reason when aborted
 */
export async function pause(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  const alive = setInterval(() => {}, foreverMs);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const cancel = clock.setTimer(resolve, delayMs);
  const onAbort = (): void => reject(signal?.reason);
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    await promise;
  } finally {
    cancel();
    clearInterval(alive);
    signal?.removeEventListener("abort", onAbort);
  }
}
