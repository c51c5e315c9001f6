import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isHttpError, isRetryWindowExhaustedError } from "../../../src/index.js";
import { memoryPermits } from "../../../src/auth/limits/permits.js";
import { RetryWindow } from "../../../src/auth/limits/retry-window.js";
import { manualClock } from "../../../src/testing/index.js";
import { TokenService } from "../../support/token-service.js";

const windowMs = 600_000;

function window(limit: number): { take(): Promise<boolean>; clock: ReturnType<typeof manualClock> } {
  const clock = manualClock();
  const target = new RetryWindow(memoryPermits(clock), clock, "id");
  const take = async (): Promise<boolean> =>
    target.take({ limit, windowMs }).then(
      () => true,
      (error: unknown) => {
        if (!isRetryWindowExhaustedError(error)) throw error;
        return false;
      },
    );
  return { take, clock };
}

describe("the rolling window", () => {
  it.each([
    ["at the start", 0, true],
    ["a millisecond before the window's end", windowMs - 1, false],
    ["exactly at the window's end", windowMs, false],
    ["a millisecond after the window's end", windowMs + 1, true],
  ])("gives a permit back only after strictly more than the window: %s", async (_, afterMs, allowed) => {
    const { take, clock } = window(1);
    if (afterMs > 0) {
      expect(await take()).toBe(true);
      await clock.advance(afterMs);
    }
    expect(await take()).toBe(allowed);
  });

  it("refuses the double burst around a boundary that a fixed window would allow", async () => {
    const { take, clock } = window(4);
    await clock.advance(599_000);
    for (let i = 0; i < 4; i++) expect(await take()).toBe(true);
    await clock.advance(2_000);
    expect(await take()).toBe(false);
  });

  it("is not moved by steps of the wall clock", async () => {
    const { take, clock } = window(1);
    await take();
    clock.stepWall(-3_600_000);
    expect(await take()).toBe(false);
    clock.stepWall(+7_200_000);
    expect(await take()).toBe(false);
  });

  it("never holds more than the limit in any span of its length", async () => {
    const steps = fc.array(fc.integer({ min: 0, max: 400_000 }), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), steps, async (limit, pauses) => {
        const { take, clock } = window(limit);
        const taken: number[] = [];
        for (const pauseMs of pauses) {
          await clock.advance(pauseMs);
          if (await take()) taken.push(clock.monotonicMs());
        }
        for (const start of taken) {
          const within = taken.filter((time) => time >= start && time <= start + windowMs).length;
          expect(within).toBeLessThanOrEqual(limit);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("re-authentication within the window", () => {
  it("allows four in ten minutes by default, and then fails without any network call", async () => {
    const service = new TokenService();
    const session = service.session();
    await session.get("/x");
    for (let i = 0; i < 4; i++) {
      service.revoke();
      expect((await session.get("/x")).status).toBe(200);
    }
    service.revoke();
    expect(service.logins).toBe(5);
    const error = await session.get("/x").catch((reason: unknown) => reason);
    expect(isRetryWindowExhaustedError(error) && error).toMatchObject({
      counted: "logins",
      limit: 4,
      windowMs,
      status: 401,
    });
    expect(isRetryWindowExhaustedError(error) && isHttpError(error.cause) && error.cause.status).toBe(401);
    expect(service.logins).toBe(5);
  });

  it("says when the next permit is free, and holds to it", async () => {
    const service = new TokenService();
    const session = service.session({ retryWindow: { limit: 1, windowMs: 60_000 } });
    await session.get("/x");
    service.revoke();
    await session.get("/x");
    await service.clock.advance(20_000);
    service.revoke();
    const error = await session.get("/x").catch((reason: unknown) => reason);
    const expected = new Date(service.clock.nowMs() + 40_000);
    expect(error).toMatchObject({ code: "RETRY_WINDOW_EXHAUSTED", retryAt: expected });
    await service.clock.advance(40_001);
    expect((await session.get("/x")).status).toBe(200);
  });

  it.each([1, 2, 100])("holds a limit of %i exactly, whatever the concurrency", async (limit) => {
    const service = new TokenService();
    service.loginHeals = false;
    const session = service.session({ retryWindow: { limit } });
    for (let round = 0; round < limit + 3; round++) {
      await Promise.allSettled(Array.from({ length: 20 }, () => session.get("/x")));
    }
    expect(service.logins).toBe(1 + limit);
  });

  it("counts one permit for a burst of 401s", async () => {
    const service = new TokenService();
    const session = service.session({ retryWindow: { limit: 1 } });
    await session.get("/x");
    service.revoke();
    const results = await Promise.allSettled(Array.from({ length: 50 }, () => session.get("/x")));
    expect(results.every(({ status }) => status === "fulfilled")).toBe(true);
  });

  it("does not count the first login, nor logins after an expiry", async () => {
    const service = new TokenService();
    service.lifetimeMs = 1_000;
    const session = service.session({ retryWindow: { limit: 1 } });
    for (let i = 0; i < 5; i++) {
      expect((await session.get("/x")).status).toBe(200);
      await service.clock.advance(1_001);
    }
    expect(service.logins).toBe(5);
  });
});
