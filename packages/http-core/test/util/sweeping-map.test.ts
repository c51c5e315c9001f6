import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SweepingMap } from "../../src/util/sweeping-map.js";

describe("a map that drops what it no longer needs", () => {
  it("keeps at most twice as many entries as it needs, or 128", () => {
    const map = new SweepingMap<{ isNeeded: boolean }>(({ isNeeded }) => isNeeded, 10_000);
    for (let index = 0; index < 5_000; index++) {
      map.getOrCreate(`${index}`, () => ({ isNeeded: index % 50 === 0 }));
      const needed = Math.floor(index / 50) + 1;
      expect(map.size).toBeLessThanOrEqual(Math.max(128, 2 * needed));
    }
  });

  it("returns the same value for as long as it is needed", () => {
    const map = new SweepingMap<object>(() => true, 1_000);
    const first = map.getOrCreate("first", () => ({}));
    for (let index = 0; index < 900; index++) map.getOrCreate(`${index}`, () => ({}));
    expect(map.getOrCreate("first", () => ({}))).toBe(first);
  });

  it("makes another value after it has dropped one", () => {
    const map = new SweepingMap<object>(() => false, 1_000);
    const first = map.getOrCreate("first", () => ({}));
    for (let index = 0; index < 200; index++) map.getOrCreate(`${index}`, () => ({}));
    expect(map.getOrCreate("first", () => ({}))).not.toBe(first);
  });

  it("drops the oldest entries first when it is full", () => {
    const map = new SweepingMap<number>(() => true, 200);
    for (let index = 0; index <= 200; index++) map.getOrCreate(`${index}`, () => index);
    expect(map.size).toBe(181);
    expect(map.getOrCreate("20", () => -1)).toBe(20);
    expect(map.getOrCreate("19", () => -1)).toBe(-1);
  });

  it("is never larger than its limit", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(600), fc.boolean()), { maxLength: 800, size: "max" }), (steps) => {
        const map = new SweepingMap<boolean>((isNeeded) => isNeeded, 150);
        for (const [key, isNeeded] of steps) {
          map.getOrCreate(`${key}`, () => isNeeded);
          expect(map.size).toBeLessThanOrEqual(150);
        }
      }),
      { numRuns: 30 },
    );
  });
});
