import { setTimeout as wait } from "node:timers/promises";

/** Longer than the limit of a whole call, which is five minutes: a call that is still pending then never ends. */
const longestSilenceMs = 360_000;
const pauseMs = 1_000;

/**
 * Waits until a count has not risen for six minutes.
 *
 * @param count - rises while work goes on
 * @param signal - ends the wait
 */
export async function stall(count: () => number, signal: AbortSignal): Promise<void> {
  let last = count();
  let sinceMs = performance.now();
  while (performance.now() - sinceMs < longestSilenceMs) {
    await wait(pauseMs, undefined, { signal });
    if (count() === last) continue;
    last = count();
    sinceMs = performance.now();
  }
}
