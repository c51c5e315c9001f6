import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../../src/python-format/code-point-order.js";

const text = fc.string({ unit: "binary" });

describe("code-point order", () => {
  it("is the order of the UTF-8 bytes", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(Math.sign(compareCodePoints(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
      { numRuns: 2000 },
    );
  });

  it("compares what follows a long common prefix", () => {
    fc.assert(
      fc.property(text, text, text, (start, one, other) => {
        expect(Math.sign(compareCodePoints(start + one, start + other))).toBe(
          Buffer.compare(Buffer.from(one), Buffer.from(other)),
        );
      }),
    );
  });
});
