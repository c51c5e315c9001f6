import type { Clock } from "../../../util/clock.js";
import type { ManualClock } from "../../manual-clock.js";

/** A manual clock whose timers are known. */
export interface WatchedClock extends ManualClock {
  /** In how many milliseconds the next timer of the scheme is due; `undefined` if it waits for none. */
  nextDueMs(): number | undefined;
}

/**
 * Makes a clock for a scheme. A scheme may wait for it, for example between two questions to a server. The harness then
 * advances the time, but never beyond what the scheme waits for.
 *
 * @param clock - of the sessions
 */
export function watchClock(clock: ManualClock): WatchedClock {
  const dues = new Set<{ readonly atMs: number }>();
  const setTimer: Clock["setTimer"] = (callback, delayMs) => {
    const due = { atMs: clock.monotonicMs() + Math.max(0, delayMs) };
    dues.add(due);
    const cancel = clock.setTimer(() => {
      dues.delete(due);
      callback();
    }, delayMs);
    return () => {
      dues.delete(due);
      cancel();
    };
  };
  return {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs(),
    advance: (ms) => clock.advance(ms),
    stepWall: (ms) => clock.stepWall(ms),
    get pendingTimers() {
      return clock.pendingTimers;
    },
    setTimer,
    nextDueMs() {
      if (dues.size === 0) return undefined;
      return Math.max(0, Math.min(...[...dues].map(({ atMs }) => atMs)) - clock.monotonicMs());
    },
  };
}
