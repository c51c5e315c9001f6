// Middleware that paces calls by a limiter, and waits as long as the server asks by Retry-After or RateLimit headers.
import { retryAfterMs, sleep, systemClock, type Clock, type Middleware } from "@org/http-core";
import { RateLimiterMemory, RateLimiterQueue } from "rate-limiter-flexible";

/** No server may stop all calls for longer. */
const maxPauseMs = 600_000;

/**
 * Makes middleware that lets at most `maxCalls` calls begin in each `windowMs`; further calls wait for their turn. A pause that a
 * server asks for is made by all calls that have not begun.
 */
export function paceCalls(maxCalls: number, windowMs: number, clock: Clock = systemClock): Middleware {
  const limiter = new RateLimiterMemory({ points: maxCalls, duration: windowMs / 1000 });
  const queue = new RateLimiterQueue(limiter);
  let resumeAtMs = 0;
  return (next) => ({
    async send(request, context) {
      await queue.removeTokens(1);
      // Another response may have made the pause longer meanwhile.
      for (let waitMs = resumeAtMs - clock.monotonicMs(); waitMs > 0; waitMs = resumeAtMs - clock.monotonicMs()) {
        await sleep(clock, waitMs, context.signal);
      }
      const response = await next.send(request, context);
      const pauseMs = Math.min(requestedPauseMs(response.headers, clock), maxPauseMs);
      resumeAtMs = Math.max(resumeAtMs, clock.monotonicMs() + pauseMs);
      return response;
    },
  });
}

/** The pause that a response asks for, in milliseconds: `Retry-After`, or `RateLimit` headers of an exhausted quota. */
function requestedPauseMs(headers: Headers, clock: Clock): number {
  return Math.max(retryAfterMs(headers, clock) ?? 0, (resetSeconds(headers) ?? 0) * 1000);
}

/** Seconds until an exhausted quota is reset, in the current and the older form of the RateLimit headers. */
function resetSeconds(headers: Headers): number | undefined {
  const exhausted = (headers.get("ratelimit") ?? "").split(",").filter((item) => /;\s*r=0+(?:;|\s|$)/.test(item));
  const times = exhausted.flatMap((item) => /;\s*t=(\d{1,9})/.exec(item)?.[1] ?? []);
  const [remaining, reset = ""] = [headers.get("ratelimit-remaining"), headers.get("ratelimit-reset") ?? undefined];
  if (remaining?.trim() === "0" && /^\d{1,9}$/.test(reset)) times.push(reset);
  return times.length === 0 ? undefined : Math.max(...times.map(Number));
}
