import type { Clock } from "../clock.js";
import { within } from "../within.js";
import type { Outage } from "./outage.js";
import type { Permits } from "./permits.js";

/**
 * Shared permits that fall back to local ones while their store fails: a limit is never lifted, a call never hangs.
 *
 * @param shared - in a store
 * @param local - in this process
 * @param parts - clock, deadline of each store call, and who is told of an outage
 */
export function fallbackPermits(
  shared: Permits,
  local: Permits,
  parts: { readonly clock: Clock; readonly deadlineMs: number; readonly outage: Outage },
): Permits {
  async function either<T>(call: (permits: Permits) => Promise<T>): Promise<T> {
    try {
      const result = await within(parts.clock, parts.deadlineMs, () => call(shared));
      parts.outage.over();
      return result;
    } catch (error) {
      parts.outage.report(error);
      return call(local);
    }
  }
  return {
    take: (key, ttlMs) => either((permits) => permits.take(key, ttlMs)),
    peek: (key) => either((permits) => permits.peek(key)),
    free: (key) => either((permits) => permits.free(key)),
  };
}
