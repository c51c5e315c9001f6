import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdentityPool, type IdentityUser, type SharedIdentity } from "../../../src/auth/credentials/identity-pool.js";
import { manualClock } from "../../../src/testing/index.js";

/** A user that remembers what the pool dropped. */
function poolUser(): IdentityUser<object> & { readonly forgotten: string[] } {
  const forgotten: string[] = [];
  return { forgotten, forget: ({ key }) => void forgotten.push(key) };
}

describe("an identity of the pool", () => {
  it("keeps its source until the last of its users has released it", () => {
    const pool = new IdentityPool<object>(manualClock());
    const [one, other] = [poolUser(), poolUser()];
    const first = pool.use("a", one, () => ({}));
    const second = pool.use("a", other, () => ({}));
    expect(second.source).toBe(first.source);
    pool.release(first, one);
    expect(pool.use("a", other, () => ({})).source).toBe(second.source);
    pool.release(second, other);
    expect(pool.size).toBe(0);
    expect(first.source).toBeUndefined();
  });

  it("keeps its failed logins without its source, as long as they count", async () => {
    const clock = manualClock();
    const pool = new IdentityPool<object>(clock);
    const user = poolUser();
    const failed = pool.use("a", user, () => ({}));
    failed.history.windowMs = 1_000;
    failed.history.addFailure(undefined, clock.monotonicMs(), 5_000);
    pool.release(failed, user);
    expect([pool.size, failed.source]).toEqual([1, undefined]);
    const again = pool.use("a", user, () => ({}));
    expect(again.history.failures).toBe(1);
    pool.release(again, user);
    await clock.advance(5_001);
    pool.release(
      pool.use("a", user, () => ({})),
      user,
    );
    expect(pool.size).toBe(0);
  });

  it("with failed logins that no longer count is removed when others come", async () => {
    const clock = manualClock();
    const pool = new IdentityPool<object>(clock);
    for (let index = 0; index < 100; index++) fail(pool, `failed-${index}`, clock.monotonicMs());
    expect(pool.size).toBe(100);
    await clock.advance(600_001);
    const user = poolUser();
    for (let index = 0; index < 200; index++) pool.use(`used-${index}`, user, () => ({}));
    expect(pool.size).toBe(200);
  });
});

describe("a full pool", () => {
  it("drops the least recently used identities, and tells their users", () => {
    const pool = new IdentityPool<object>(manualClock(), 200);
    const user = poolUser();
    const uses = (key: string): SharedIdentity<object> => pool.use(key, user, () => ({}));
    for (let index = 0; index < 200; index++) uses(`${index}`);
    for (let index = 0; index < 10; index++) uses(`${index}`);
    uses("new");
    expect(user.forgotten).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 10}`));
    expect(pool.size).toBe(181);
  });

  it("drops identities whose failed logins count after all others", () => {
    const clock = manualClock();
    const pool = new IdentityPool<object>(clock, 200);
    const user = poolUser();
    for (let index = 0; index < 100; index++) fail(pool, `failed-${index}`, clock.monotonicMs());
    for (let index = 0; index < 101; index++) pool.use(`used-${index}`, user, () => ({}));
    expect(user.forgotten).toEqual(Array.from({ length: 20 }, (_, index) => `used-${index}`));
  });

  it("never holds more than its limit, and removes no successor of what it dropped", () => {
    const step = fc.record({ key: fc.nat(400), isReleased: fc.boolean(), hasFailed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600, size: "max" }), (steps) => {
        const clock = manualClock();
        const pool = new IdentityPool<object>(clock, 150);
        const used = new Map<string, SharedIdentity<object>>();
        const user: IdentityUser<object> = { forget: ({ key }) => void used.delete(key) };
        for (const { key, isReleased, hasFailed } of steps) {
          const identity = pool.use(`${key}`, user, () => ({}));
          used.set(`${key}`, identity);
          if (hasFailed) identity.history.addFailure(undefined, clock.monotonicMs(), 1_000);
          if (isReleased) pool.release(identity, user);
          if (isReleased) used.delete(`${key}`);
          expect(pool.size).toBeLessThanOrEqual(150);
        }
        for (const [key, identity] of used) expect(pool.use(key, user, () => ({}))).toBe(identity);
      }),
      { numRuns: 30 },
    );
  });
});

function fail(pool: IdentityPool<object>, key: string, nowMs: number): void {
  const user = poolUser();
  const identity = pool.use(key, user, () => ({}));
  identity.history.addFailure(undefined, nowMs, 1_000);
  pool.release(identity, user);
}
