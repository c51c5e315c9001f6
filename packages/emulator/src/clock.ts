/** The time as the services see it. Services must read this clock and never `Date.now`. */
export interface Clock {
  /** Returns the time in milliseconds since 1970-01-01 UTC. */
  nowMs(): number;
}

/** A clock that a test can move forward. */
export interface VirtualClock extends Clock {
  /**
   * Moves the time forward.
   *
   * @param ms - milliseconds, 0 or more
   * @throws RangeError if `ms` is negative or not finite
   */
  advance(ms: number): void;
}

/**
 * Creates the emulator's clock.
 *
 * @param startMs - milliseconds since 1970. If set, the clock stands still at this time until `advance` is called. By
 *   default it follows the machine's clock, plus everything that `advance` added
 */
export function createVirtualClock(startMs?: number): VirtualClock {
  const base = startMs === undefined ? Date.now : (): number => startMs;
  let addedMs = 0;
  return {
    nowMs: () => base() + addedMs,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0)
        throw new RangeError(`advance() needs milliseconds of 0 or more, but got ${ms}`);
      addedMs += ms;
    },
  };
}
