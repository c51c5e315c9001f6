import { systemClock, type Clock } from "@org/http-core";

/** A clock that lets the pauses between repeated calls end at once, and remembers how long they would have been. */
export interface ImpatientClock extends Clock {
  /** In milliseconds. */
  readonly pauses: readonly number[];
}

/** Time limits are longer than these, and stay as they are. */
const longestPauseMs = 8_000;

export function impatientClock(): ImpatientClock {
  const pauses: number[] = [];
  return {
    ...systemClock,
    pauses,
    setTimer(callback, delayMs) {
      if (delayMs > longestPauseMs) return systemClock.setTimer(callback, delayMs);
      pauses.push(delayMs);
      return systemClock.setTimer(callback, 0);
    },
  };
}
