import type { ManualClock } from "../../src/testing/index.js";

/**
 * Lets a manual clock run along with real work (key derivation takes its time in threads) until a promise settles.
 *
 * @param clock - goes on 20 ms for each 2 ms of real time
 * @param promise - what is waited for
 */
export async function driven<T>(clock: ManualClock, promise: Promise<T>): Promise<T> {
  const progress = { settled: false };
  const watched = promise.finally(() => (progress.settled = true));
  watched.catch(() => {});
  while (!progress.settled) {
    await new Promise((resolve) => setTimeout(resolve, 2));
    await clock.advance(20);
  }
  return watched;
}
