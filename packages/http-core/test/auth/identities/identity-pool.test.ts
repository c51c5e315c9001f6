import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  IdentityPool,
  type Closable,
  type IdentityUser,
  type SharedIdentity,
} from "../../../src/auth/identities/identity-pool.js";

const newSource = (): Closable & { closed: number } => {
  const source = { closed: 0, close: () => void source.closed++ };
  return source;
};

/** A user that remembers what the pool dropped. */
function poolUser(): IdentityUser<never> & { readonly forgotten: string[] } {
  const forgotten: string[] = [];
  return { forgotten, forget: ({ key }) => void forgotten.push(key) };
}

describe("an identity of the pool", () => {
  it("keeps its source until the last of its users has released it", () => {
    const pool = new IdentityPool<ReturnType<typeof newSource>>();
    const [one, other] = [poolUser(), poolUser()];
    const first = pool.use("a", one, newSource);
    const { source } = first;
    const second = pool.use("a", other, newSource);
    expect(second.source).toBe(first.source);
    pool.release(first, one);
    expect(pool.use("a", other, newSource).source).toBe(second.source);
    expect(source.closed).toBe(0);
    pool.release(second, other);
    expect(source.closed).toBe(1);
    expect(pool.size).toBe(0);
    expect(first.source).toBeUndefined();
  });

  it("has a new source after it was released", () => {
    const pool = new IdentityPool<Closable>();
    const user = poolUser();
    const first = pool.use("a", user, newSource);
    const { source } = first;
    pool.release(first, user);
    expect(pool.use("a", user, newSource).source).not.toBe(source);
  });
});

describe("a full pool", () => {
  it("drops the least recently used identities, and tells their users", () => {
    const pool = new IdentityPool<Closable>(200);
    const user = poolUser();
    const uses = (key: string): SharedIdentity<Closable> => pool.use(key, user, newSource);
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
        const pool = new IdentityPool<Closable>(150);
        const used = new Map<string, SharedIdentity<Closable>>();
        const user: IdentityUser<Closable> = { forget: ({ key }) => void used.delete(key) };
        for (const { key, isReleased } of steps) {
          const identity = pool.use(`${key}`, user, newSource);
          used.set(`${key}`, identity);
          if (isReleased) pool.release(identity, user);
          if (isReleased) used.delete(`${key}`);
          expect(pool.size).toBeLessThanOrEqual(150);
        }
        for (const [key, identity] of used) expect(pool.use(key, user, newSource)).toBe(identity);
      }),
      { numRuns: 30 },
    );
  });
});
