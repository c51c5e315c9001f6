import fc from "fast-check";
import { expect, it } from "vitest";
import { readLifetimeMs } from "../../src/v1/token-lifetime.js";

const minute = 60_000;

const lifetimes: readonly (readonly [unknown, number])[] = [
  [15, 15 * minute],
  [1, minute],
  [60, 60 * minute],
  [61, 61_000],
  [900, 15 * minute],
  [1800, 30 * minute],
  [86_400, 24 * 60 * minute],
  [undefined, 15 * minute],
  [null, 15 * minute],
  [0, 15 * minute],
  [-1, 15 * minute],
  [1.5, 15 * minute],
  ["3600", 15 * minute],
  [1e12, 15 * minute],
  [Number.NaN, 15 * minute],
];

it.each(lifetimes)("a token with expires_in %s lives %d ms", (expiresIn, expected) => {
  expect(readLifetimeMs(expiresIn)).toBe(expected);
});

it("is at least a minute and at most a day, whatever the service sends", () => {
  const law = fc.property(fc.anything(), (expiresIn) => {
    const lifetimeMs = readLifetimeMs(expiresIn);
    return lifetimeMs >= minute && lifetimeMs <= 24 * 60 * minute;
  });
  expect(() => fc.assert(law)).not.toThrow();
});
