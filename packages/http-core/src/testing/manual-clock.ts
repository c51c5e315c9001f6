import type { Clock } from "../util/clock.js";

/** A clock for tests: its time passes only by `advance`. */
export interface ManualClock extends Clock {
  /** Lets time pass, in milliseconds. Timers that become due are called in order; after each, all that it triggered runs. */
  advance(ms: number): Promise<void>;
  /** Moves only the wall clock, in milliseconds, as a correction of the system time does. */
  stepWall(ms: number): void;
  /** How many timers are set. */
  readonly pendingTimers: number;
}

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/**
 * Makes a clock for tests.
 *
 * @param startMs - wall clock at the start, in milliseconds since 1970; default 2026-01-01
 *
 * @example
 * ```ts
 * import { sleep } from "@org/http-core";
 * import { manualClock } from "@org/http-core/testing";
 *
 * const clock = manualClock();
 * const pause = sleep(clock, 60_000);
 * await clock.advance(60_000); // no real time passes
 * await pause;
 * ```
 */
export function manualClock(startMs: number = Date.UTC(2026, 0, 1)): ManualClock {
  let monotonic = 0;
  let wallOffset = startMs;
  const timers = new Set<Timer>();
  const nextDue = (untilMs: number): Timer | undefined =>
    [...timers].filter((timer) => timer.dueMs <= untilMs).sort((one, other) => one.dueMs - other.dueMs)[0];
  return {
    nowMs: () => wallOffset + monotonic,
    monotonicMs: () => monotonic,
    setTimer(callback, delayMs) {
      const timer = { dueMs: monotonic + Math.max(0, delayMs), callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = monotonic + ms;
      await settle();
      for (let timer = nextDue(untilMs); timer !== undefined; timer = nextDue(untilMs)) {
        timers.delete(timer);
        monotonic = Math.max(monotonic, timer.dueMs);
        timer.callback();
        await settle();
      }
      monotonic = untilMs;
      await settle();
    },
    stepWall(ms) {
      wallOffset += ms;
    },
    get pendingTimers() {
      return timers.size;
    },
  };
}

/** Lets all pending promise callbacks run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
