import type { Clock } from "../util/clock.js";

/** A clock that stands still until it is told to go on. */
export interface ManualClock extends Clock {
  /** Lets time pass; timers that are due ring in order, each followed by what it set off. */
  advance(ms: number): Promise<void>;
  /** Moves the wall clock alone, as a correction of the system's time would. */
  stepWall(ms: number): void;
  /** Timers that are set. */
  readonly pendingTimers: number;
}

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/**
 * Makes a clock for tests.
 *
 * @param startMs - wall clock at the start, milliseconds since 1970
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

/** Lets everything run that is ready to. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
