import type { ManualClock } from "../../src/testing/index.js";

/**
 * Advances a manual clock until a promise settles, for code that also does real work: key derivation runs in threads.
 *
 * @param clock - advances 20 ms for each 2 ms of real time
 * @param promise - what is waited for
 */
export async function runUntilSettled<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  const progress = { isSettled: false };
  const watched = promise.finally(() => (progress.isSettled = true));
  watched.catch(() => {});
  while (!progress.isSettled) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await clock.advance(20);
  }
  return watched;
}
