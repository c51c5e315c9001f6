import type { ManualClock } from "../../src/testing/index.js";

/**
 * Advances a manual clock until a promise settles, for code that also does real work: key derivation runs in threads.
 *
 * @param clock - advances by one step for each 2 ms of real time
 * @param promise - what is waited for
 * @param stepMs - short where work in threads has a time limit. Default 20
 */
export async function runUntilSettled<T>(clock: ManualClock, promise: Promise<T>, stepMs: number = 20): Promise<T> {
  const progress = { isSettled: false };
  const watched = promise.finally(() => (progress.isSettled = true));
  watched.catch(() => {});
  while (!progress.isSettled) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await clock.advance(stepMs);
  }
  return watched;
}
