import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNonce } from "../src/nonce.js";

describe("a nonce", () => {
  it("is 32 hexadecimal digits, whatever the random numbers are", () => {
    const below1 = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const law = fc.property(below1, (number) => /^[0-9a-f]{32}$/.test(createNonce(() => number)));
    expect(() => fc.assert(law)).not.toThrow();
  });

  it("differs each time", () => {
    expect(new Set(Array.from({ length: 10_000 }, () => createNonce(Math.random))).size).toBe(10_000);
  });
});
