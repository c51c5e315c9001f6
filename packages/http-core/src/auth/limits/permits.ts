import type { Clock } from "../../util/clock.js";

/**
 * Slots that can be taken and come back by themselves: what windows, locks and latches are counted with.
 * Behind it may be this process or a store that a fleet shares.
 */
export interface Permits {
  /**
   * Takes a slot if it is free; one atomic step.
   *
   * @param key - names the slot
   * @param ttlMs - it is free again when strictly more than this has passed
   * @returns whether it was taken, and in how many milliseconds it is free where it was not
   */
  take(key: string, ttlMs: number): Promise<{ taken: boolean; freeInMs: number }>;
  /** In how many milliseconds a slot is free; 0 where it is. */
  peek(key: string): Promise<number>;
  /** Gives a slot back. */
  free(key: string): Promise<void>;
}

/**
 * Permits within this process, on a clock that never goes back.
 *
 * @param clock - whose monotonic time counts
 */
export function memoryPermits(clock: Clock): Permits {
  const freeAfter = new Map<string, number>();
  const remaining = (key: string): number => {
    const until = freeAfter.get(key);
    if (until === undefined) return 0;
    const now = clock.monotonicMs();
    // Strictly more than the time to live must have passed, so at the very end the slot is still taken.
    if (now <= until) return Math.max(until - now, Number.MIN_VALUE);
    freeAfter.delete(key);
    return 0;
  };
  return {
    async take(key, ttlMs) {
      const freeInMs = remaining(key);
      if (freeInMs > 0) return { taken: false, freeInMs };
      freeAfter.set(key, clock.monotonicMs() + ttlMs);
      return { taken: true, freeInMs: 0 };
    },
    peek: async (key) => remaining(key),
    free: async (key) => void freeAfter.delete(key),
  };
}
