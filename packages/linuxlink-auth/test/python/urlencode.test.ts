import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formEncode, formEncodeBytes, formEncodedLength } from "../../src/python/urlencode.js";

const text = fc.string({ unit: "binary" });

/** Decodes as a server does: `+` is a space, then escapes are decoded. */
function formDecode(part: string): string {
  return decodeURIComponent(part.replaceAll("+", "%20"));
}

describe("form encoding", () => {
  it("decodes to what was encoded, and uses no character outside its alphabet", () => {
    fc.assert(
      fc.property(text, (value) => {
        const encoded = formEncode(value);
        expect(encoded).toMatch(/^([A-Za-z0-9_.~+-]|%[0-9A-F]{2})*$/);
        expect(formDecode(encoded)).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  it("encodes a value in parts as it does the whole, with the length foretold", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(), (bytes, cut) => {
        const at = cut % (bytes.length + 1);
        const parts = [formEncodeBytes(bytes.subarray(0, at)), formEncodeBytes(bytes.subarray(at))];
        expect(Buffer.concat(parts)).toEqual(formEncodeBytes(bytes));
        expect(formEncodeBytes(bytes)).toHaveLength(formEncodedLength(bytes));
      }),
    );
  });

  it("encodes short text, long text and bytes alike", () => {
    fc.assert(
      fc.property(text, fc.nat({ max: 3 }), (value, times) => {
        const whole = value.repeat(1 + 40 * times);
        expect(formEncode(whole)).toBe(formEncodeBytes(Buffer.from(whole)).toString("latin1"));
      }),
    );
  });

  it("foretells the length of many bytes, wherever they stand in memory and however many they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), (bytes, from, less) => {
        const many = Buffer.alloc(20_000, bytes).subarray(from, 20_000 - less);
        expect(formEncodeBytes(many, Buffer.alloc(60_000))).toHaveLength(formEncodedLength(many));
      }),
    );
  });
});
