import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IdentityPool, type IdentityUser, type SharedIdentity } from "../../../src/auth/credentials/identity-pool.js";

/** A user that remembers what the pool dropped. */
function poolUser(): IdentityUser<object> & { readonly forgotten: string[] } {
  const forgotten: string[] = [];
  return { forgotten, forget: ({ key }) => void forgotten.push(key) };
}

describe("an identity of the pool", () => {
  it("keeps its source until the last of its users has released it", () => {
    const pool = new IdentityPool<object>();
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

  it("has a new source after it was released", () => {
    const pool = new IdentityPool<object>();
    const user = poolUser();
    const first = pool.use("a", user, () => ({}));
    const { source } = first;
    pool.release(first, user);
    expect(pool.use("a", user, () => ({})).source).not.toBe(source);
  });
});

describe("a full pool", () => {
  it("drops the least recently used identities, and tells their users", () => {
    const pool = new IdentityPool<object>(200);
    const user = poolUser();
    const uses = (key: string): SharedIdentity<object> => pool.use(key, user, () => ({}));
    for (let index = 0; index < 200; index++) uses(`${index}`);
    for (let index = 0; index < 10; index++) uses(`${index}`);
    uses("new");
    expect(user.forgotten).toEqual(Array.from({ length: 20 }, (_, index) => `${index + 10}`));
    expect(pool.size).toBe(181);
  });

  it("never holds more than its limit, and removes no successor of what it dropped", () => {
    const step = fc.record({ key: fc.nat(400), isReleased: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600, size: "max" }), (steps) => {
        const pool = new IdentityPool<object>(150);
        const used = new Map<string, SharedIdentity<object>>();
        const user: IdentityUser<object> = { forget: ({ key }) => void used.delete(key) };
        for (const { key, isReleased } of steps) {
          const identity = pool.use(`${key}`, user, () => ({}));
          used.set(`${key}`, identity);
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
