import { HttpCoreError } from "../../errors.js";
import type { Permits } from "./permits.js";

/** What a limiter answers about a key. */
export interface LimiterState {
  readonly msBeforeNext: number;
  readonly consumedPoints: number;
}

/** The part of a `rate-limiter-flexible` limiter that is used. */
export interface PointLimiter {
  readonly points: number;
  consume(key: string, points?: number, options?: { customDuration?: number }): Promise<LimiterState>;
  get(key: string): Promise<LimiterState | null>;
  delete(key: string): Promise<boolean>;
}

/**
 * Permits in a store that a fleet shares: Redis, Valkey, PostgreSQL and whatever else the library speaks to. It counts
 * whole seconds, so times to live are rounded up.
 *
 * @param limiter - of one point; its duration is not used
 * @throws HttpCoreError `OPTION_INVALID` for a limiter of more than one point
 */
export function rateLimiterPermits(limiter: PointLimiter): Permits {
  if (limiter.points !== 1) {
    throw new HttpCoreError(
      "OPTION_INVALID",
      `The limiter must have one point, since each slot is taken once; it has ${limiter.points}`,
    );
  }
  return {
    async take(key, ttlMs) {
      try {
        await limiter.consume(key, 1, { customDuration: Math.ceil(ttlMs / 1000) });
        return { taken: true, freeInMs: 0 };
      } catch (refusal) {
        if (!isState(refusal)) throw refusal;
        return { taken: false, freeInMs: Math.max(1, refusal.msBeforeNext) };
      }
    },
    async peek(key) {
      const state = await limiter.get(key);
      return state === null || state.consumedPoints < 1 ? 0 : Math.max(1, state.msBeforeNext);
    },
    async free(key) {
      await limiter.delete(key);
    },
  };
}

/** A refusal is an answer; anything else that is thrown is a fault of the store. */
function isState(refusal: unknown): refusal is LimiterState {
  return typeof refusal === "object" && refusal !== null && !(refusal instanceof Error) && "msBeforeNext" in refusal;
}
