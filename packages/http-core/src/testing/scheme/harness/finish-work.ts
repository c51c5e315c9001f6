import type { ManualClock } from "../../manual-clock.js";
import type { WatchedClock } from "./watched-clock.js";

/**
 * Waits for work, and lets time pass while the scheme waits for it.
 *
 * @param work - may wait for the clock
 * @param clock - of the scheme
 * @param signal - aborts when the check no longer waits
 */
export async function finishWork<T>(work: Promise<T>, clock: WatchedClock, signal: AbortSignal): Promise<T> {
  const state = watchEnd(work);
  for (let turn = 0; !state.hasEnded && !signal.aborted; turn++) {
    await nextTurn(turn);
    const dueMs = clock.nextDueMs();
    if (!state.hasEnded && dueMs !== undefined) await clock.advance(dueMs);
  }
  return work;
}

/**
 * Lets the pause before a retry pass, in steps that no time limit notices.
 *
 * @param work - waits for the clock
 * @param clock - of the sessions
 */
export async function passTime<T>(work: Promise<T>, clock: ManualClock): Promise<T> {
  const state = watchEnd(work);
  for (let step = 0; step < 200 && !state.hasEnded; step++) {
    await clock.advance(50);
    if (step > 20) await new Promise((resolve) => setTimeout(resolve, 1));
  }
  return work;
}

/** Tells whether work has ended, with or without an error. */
function watchEnd(work: Promise<unknown>): { readonly hasEnded: boolean } {
  const state = { hasEnded: false };
  const end = (): void => void (state.hasEnded = true);
  work.then(end, end);
  return state;
}

/** Lets other work continue. After many turns it is probably that of the system, which takes longer. */
function nextTurn(turn: number): Promise<void> {
  return new Promise((resolve) => {
    if (turn < 100) setImmediate(resolve);
    else setTimeout(resolve, 1);
  });
}
