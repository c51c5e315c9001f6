import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formEncode, formEncodeBytes, formEncodedLength } from "../../src/python-format/urlencode.js";
import { formDecode } from "../support/form-decode.js";

const text = fc.string({ unit: "binary" });

describe("form encoding", () => {
  it("decodes to the original text, and uses only the characters of a form", () => {
    fc.assert(
      fc.property(text, (value) => {
        const encoded = formEncode(value);
        expect(encoded).toMatch(/^([A-Za-z0-9_.~+-]|%[0-9A-F]{2})*$/);
        expect(formDecode(encoded)).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  it("encodes a value in parts as it encodes the whole, and predicts its length", () => {
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

  it("predicts the length of many bytes at any offset in memory", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat({ max: 9 }), fc.nat({ max: 9 }), (bytes, from, less) => {
        const many = Buffer.alloc(20_000, bytes).subarray(from, 20_000 - less);
        expect(formEncodeBytes(many, Buffer.alloc(60_000))).toHaveLength(formEncodedLength(many));
      }),
    );
  });
});
