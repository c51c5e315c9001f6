import type { Clock } from "../../util/clock.js";

/**
 * Slots that expire. Each has at most one holder. The re-authentication window, the login lock and the latch of
 * a rejected secret are built from them. They are kept in this process, or in a store that several processes share.
 */
export interface Permits {
  /**
   * Takes a slot if it is free. The check and the taking are one atomic step.
   *
   * @param key - names the slot
   * @param ttlMs - the slot is free again once more than this many milliseconds have passed; at exactly this time it is still taken
   * @returns whether the slot was taken; if not, `freeInMs` says in how many milliseconds it is free, otherwise it is 0
   */
  take(key: string, ttlMs: number): Promise<{ taken: boolean; freeInMs: number }>;
  /**
   * Returns in how many milliseconds a slot is free, without taking it; 0 if it is free now.
   *
   * @param key - names the slot
   */
  peek(key: string): Promise<number>;
  /**
   * Releases a slot before it expires.
   *
   * @param key - names the slot
   */
  free(key: string): Promise<void>;
}

/** Below this number of slots, expired ones are not looked for. */
const minTidied = 128;

/**
 * Makes permits that are kept in the memory of this process.
 *
 * @param clock - its monotonic time decides when a slot expires
 *
 * @example
 * ```ts
 * import { createSession, memoryPermits, systemClock } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const permits = memoryPermits(systemClock); // shared by the sessions that get it
 * const session = createSession({ permits, transport: memoryTransport(() => 204), baseUrl: "https://api.example.com" });
 * console.log((await session.get("/")).status);
 * await session.close();
 * ```
 */
export function memoryPermits(clock: Clock): Permits {
  const takenUntilMs = new Map<string, number>();
  let tidiedAt = minTidied;
  const tidy = (): void => {
    for (const key of takenUntilMs.keys()) remainingMs(key);
    tidiedAt = Math.max(minTidied, 2 * takenUntilMs.size);
  };
  const remainingMs = (key: string): number => {
    const untilMs = takenUntilMs.get(key);
    if (untilMs === undefined) return 0;
    const nowMs = clock.monotonicMs();
    // Strictly more than the time to live must have passed: at the exact end the slot is still taken.
    if (nowMs <= untilMs) return Math.max(untilMs - nowMs, Number.MIN_VALUE);
    takenUntilMs.delete(key);
    return 0;
  };
  return {
    async take(key, ttlMs) {
      const freeInMs = remainingMs(key);
      if (freeInMs > 0) return { taken: false, freeInMs };
      if (takenUntilMs.size >= tidiedAt) tidy();
      takenUntilMs.set(key, clock.monotonicMs() + ttlMs);
      return { taken: true, freeInMs: 0 };
    },
    peek: async (key) => remainingMs(key),
    free: async (key) => void takenUntilMs.delete(key),
  };
}
