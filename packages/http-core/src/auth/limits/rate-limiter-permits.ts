import { HttpCoreError } from "../../http-core-error.js";
import type { Permits } from "./permits.js";
import { isError } from "../../util/realms.js";

/** What a `rate-limiter-flexible` limiter reports about a key. */
export interface LimiterState {
  /** Milliseconds until the key has points again. */
  readonly msBeforeNext: number;
  /** Points that were used since the key's duration began. */
  readonly consumedPoints: number;
}

/** The part of a `rate-limiter-flexible` limiter that {@link rateLimiterPermits} uses. */
export interface PointLimiter {
  /** Points that a key has; must be 1. */
  readonly points: number;
  /** Uses points of a key; rejects with a {@link LimiterState} if the key has too few. `customDuration` is in seconds. */
  consume(
    key: string,
    points?: number,
    options?: {
      /** Seconds until the key has its points again. Default: the limiter's own duration. */
      customDuration?: number;
    },
  ): Promise<LimiterState>;
  /** Returns the state of a key, or `null` if the store has none. */
  get(key: string): Promise<LimiterState | null>;
  /** Forgets a key. */
  delete(key: string): Promise<boolean>;
}

/**
 * Makes permits from a limiter of `rate-limiter-flexible`, which several processes can share through Redis, Valkey,
 * PostgreSQL or another store of that library. The library works with whole seconds, so times to live are rounded up.
 *
 * @param limiter - a limiter with one point; its own duration is not used
 * @throws HttpCoreError `OPTION_INVALID` if the limiter has more or fewer points than one
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
      } catch (error) {
        if (!isLimiterState(error)) throw error;
        return { taken: false, freeInMs: Math.max(1, error.msBeforeNext) };
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

/** A limiter rejects with its state if the slot is taken, and with an `Error` if its store fails. */
function isLimiterState(error: unknown): error is LimiterState {
  return typeof error === "object" && error !== null && !isError(error) && "msBeforeNext" in error;
}
