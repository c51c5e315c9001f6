/** Where the services read the time: nothing in this package calls `Date.now` elsewhere. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  nowMs(): number;
}

/** A clock that tests move. */
export interface VirtualClock extends Clock {
  /**
   * Moves the time forward.
   *
   * @param ms - milliseconds, 0 or more
   * @throws RangeError where `ms` is negative or not finite
   */
  advance(ms: number): void;
}

/**
 * Makes the emulator's clock.
 *
 * @param startMs - when given, time stands still at this instant and moves only by `advance`;
 *   otherwise it follows the machine's time plus whatever `advance` added
 */
export function createVirtualClock(startMs?: number): VirtualClock {
  const base = startMs === undefined ? Date.now : (): number => startMs;
  let addedMs = 0;
  return {
    nowMs: () => base() + addedMs,
    advance(ms) {
      if (!Number.isFinite(ms) || ms < 0) throw new RangeError(`advance needs milliseconds of 0 or more, not ${ms}`);
      addedMs += ms;
    },
  };
}
