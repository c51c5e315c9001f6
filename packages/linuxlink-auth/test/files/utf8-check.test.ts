import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8Check } from "../../src/files/utf8-check.js";

describe("the check for UTF-8", () => {
  it("judges bytes in chunks as it does the whole", () => {
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.string({ unit: "binary" }).map((text) => new Uint8Array(Buffer.from(text))),
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.nat({ max: 5 })), (whole, sizes) => {
        const check = utf8Check();
        let at = 0;
        let accepted = true;
        for (const size of [...sizes, whole.length]) {
          accepted &&= check.accepts(whole.subarray(at, at + size));
          at += size;
        }
        expect(accepted && check.isComplete()).toBe(
          Buffer.compare(Buffer.from(whole), Buffer.from(Buffer.from(whole).toString())) === 0,
        );
      }),
      { numRuns: 2000 },
    );
  });
});
