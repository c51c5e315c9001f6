import { RateLimiterMemory } from "rate-limiter-flexible";
import { describe, expect, it } from "vitest";
import { memoryPermits, rateLimiterPermits, type Permits, type PointLimiter } from "../../../src/index.js";
import { manualClock } from "../../../src/testing/index.js";
import { runUntilSettled } from "../../support/run-until-settled.js";
import { TokenService } from "../../support/token-service.js";
import { outagesIn, recordWarnings } from "../../support/warnings.js";
import { fleetOf } from "../../support/fleet.js";
import { mapStore } from "../../support/map-store.js";

function limiter(): PointLimiter {
  return new RateLimiterMemory({ points: 1, duration: 600 });
}

describe.each([
  ["memoryPermits", (): Permits => memoryPermits(manualClock())],
  ["rateLimiterPermits", (): Permits => rateLimiterPermits(limiter())],
])("%s", (_, make) => {
  it("gives a slot to one taker, and tells the next how long it is taken", async () => {
    const permits = make();
    const results = await Promise.all(Array.from({ length: 20 }, () => permits.take("slot", 60_000)));
    expect(results.filter(({ taken }) => taken)).toHaveLength(1);
    const refused = results.filter(({ taken }) => !taken).map(({ freeInMs }) => freeInMs);
    expect(Math.min(...refused)).toBeGreaterThan(55_000);
    expect(Math.max(...refused)).toBeLessThanOrEqual(61_000);
  });

  it("peeks without taking, and frees", async () => {
    const permits = make();
    expect(await permits.peek("slot")).toBe(0);
    await permits.take("slot", 60_000);
    expect(await permits.peek("slot")).toBeGreaterThan(0);
    await permits.free("slot");
    expect(await permits.peek("slot")).toBe(0);
    expect((await permits.take("slot", 60_000)).taken).toBe(true);
  });

  it("keeps slots apart", async () => {
    const permits = make();
    expect((await permits.take("a", 60_000)).taken).toBe(true);
    expect((await permits.take("b", 60_000)).taken).toBe(true);
  });
});

describe("rateLimiterPermits", () => {
  it("refuses a limiter of several points", () => {
    expect(() => rateLimiterPermits(new RateLimiterMemory({ points: 2, duration: 1 }))).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID" }),
    );
  });

  it("rounds times to live up to whole seconds", async () => {
    const durations: (number | undefined)[] = [];
    const inner = limiter();
    const permits = rateLimiterPermits({
      points: 1,
      consume: (key, points, options) => (durations.push(options?.customDuration), inner.consume(key, points, options)),
      get: (key) => inner.get(key),
      delete: (key) => inner.delete(key),
    });
    await permits.take("slot", 1_001);
    expect(durations).toEqual([2]);
  });
});

describe("a limiter whose store fails", () => {
  it("is no refusal: the fault is thrown as it is", async () => {
    const down = Object.assign(new Error("connection lost"), { msBeforeNext: 0 });
    const failing = { points: 1, consume: () => Promise.reject(down), get: async () => null, delete: async () => true };
    await expect(rateLimiterPermits(failing).take("slot", 1_000)).rejects.toBe(down);
  });
});

describe("shared permits", () => {
  it("give ten processes one login on a cold start", async () => {
    const { service, sessions } = fleetOf(10, { permits: rateLimiterPermits(limiter()), tokenStore: mapStore() });
    const responses = await runUntilSettled(service.clock, Promise.all(sessions.map((session) => session.get("/x"))));
    expect(responses.every(({ status }) => status === 200)).toBe(true);
    expect(service.logins).toBe(1);
    expect(service.maxLoginsInFlight).toBe(1);
  });

  it("hold one window for all processes", async () => {
    const { service, sessions } = fleetOf(6, { permits: rateLimiterPermits(limiter()), tokenStore: mapStore() });
    service.loginHeals = false;
    await runUntilSettled(
      service.clock,
      Promise.allSettled(sessions.flatMap((session) => [session.get("/x"), session.get("/x")])),
    );
    for (const session of sessions) {
      for (let i = 0; i < 3; i++) await runUntilSettled(service.clock, Promise.allSettled([session.get("/x")]));
    }
    expect(service.logins).toBe(1 + 4);
  });

  it("share the latch of a rejected secret", async () => {
    const { service, sessions } = fleetOf(4, { permits: rateLimiterPermits(limiter()), tokenStore: mapStore() });
    service.loginStatus = 401;
    for (const session of sessions) await runUntilSettled(service.clock, Promise.allSettled([session.get("/x")]));
    expect(service.logins).toBe(1);
  });

  it("fall back to this process's own while their store fails, without lifting the limit", async () => {
    const failing: Permits = {
      take: () => Promise.reject(new Error("down")),
      peek: () => new Promise(() => {}),
      free: () => Promise.reject(new Error("down")),
    };
    const service = new TokenService();
    service.loginHeals = false;
    const logger = recordWarnings();
    const session = service.session({ permits: failing, logger });
    for (let i = 0; i < 8; i++) {
      await runUntilSettled(service.clock, Promise.allSettled([session.get("/x")]));
    }
    expect(service.logins).toBe(1 + 4);
    expect(outagesIn(logger.lines)).toHaveLength(1);
  });
});
