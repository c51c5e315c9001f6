import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../../src/python/code-point-order.js";
import { formEncode, formEncodeBytes, formEncodedLength } from "../../src/python/urlencode.js";
import { signRequest } from "../../src/index.js";
import { sortedByName } from "../../src/canonical/message.js";
import { pythonStrip } from "../../src/python/strip.js";

const text = fc.string({ unit: "binary" });
const scalar = fc.oneof(
  text,
  fc.boolean(),
  fc.integer(),
  fc.bigInt(),
  fc.double({ min: -1e15, max: 1e15, noNaN: true }),
);
const list = fc.oneof(fc.array(text), fc.array(fc.boolean()), fc.array(fc.oneof(fc.integer(), fc.bigInt())));
const params = fc.dictionary(text, fc.oneof(scalar, list, fc.constant(null), fc.constant(undefined)), {
  noNullPrototype: false,
});
const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE");
const account = { email: "user@example.com", key: "secret-key", baseUrl: "https://vigiles.lynx.com" };

type Params = NonNullable<Parameters<typeof signRequest>[0]["params"]>;

function sign(verb: string, given: Params): ReturnType<typeof signRequest> {
  return signRequest({ method: verb, resource: "/api/v1/x", params: given, ...account });
}

/** As a receiver reads a form: `+` is a space, then escapes are decoded. */
function decoded(form: string): [string, string][] {
  return form === "" ? [] : form.split("&").map((pair) => pair.split("=").map(decodedPart) as [string, string]);
}

function decodedPart(part: string): string {
  return decodeURIComponent(part.replaceAll("+", "%20"));
}

function wirePairs({ url, body }: ReturnType<typeof signRequest>): [string, string][] {
  return decoded(body ?? url.slice(url.indexOf("?") + 1));
}

describe("code-point order", () => {
  it("is the order of the UTF-8 bytes", () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(Math.sign(compareCodePoints(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)));
      }),
      { numRuns: 2000 },
    );
  });

  it("tells apart what differs only after a long common start", () => {
    fc.assert(
      fc.property(text, text, text, (start, one, other) => {
        expect(Math.sign(compareCodePoints(start + one, start + other))).toBe(
          Buffer.compare(Buffer.from(one), Buffer.from(other)),
        );
      }),
    );
  });
});

describe("the order of parameters", () => {
  it("is that of the UTF-8 bytes of their names, for few and for many", () => {
    const names = fc.oneof(fc.uniqueArray(text), fc.uniqueArray(text, { minLength: 14, maxLength: 40 }));
    fc.assert(
      fc.property(names, (given) => {
        const listed = given.map((name) => ({ name, given: "", values: [""], signedValues: [""] }));
        const sorted = given.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
        expect(sortedByName(listed).map(({ name }) => name)).toEqual(sorted);
        expect(listed.map(({ name }) => name)).toEqual(given);
      }),
    );
  });
});

describe("form encoding", () => {
  it("decodes to what was encoded, and uses no character outside its alphabet", () => {
    fc.assert(
      fc.property(text, (value) => {
        const encoded = formEncode(value);
        expect(encoded).toMatch(/^([A-Za-z0-9_.~+-]|%[0-9A-F]{2})*$/);
        expect(decodedPart(encoded)).toBe(value);
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

describe("signing", () => {
  it("does not depend on the order of the parameters", () => {
    fc.assert(
      fc.property(method, params, (verb, given) => {
        const reversed = Object.fromEntries(Object.entries(given).toReversed());
        const { hmac_msg, signature } = sign(verb, given);
        expect(sign(verb, reversed)).toMatchObject({ hmac_msg, signature });
      }),
    );
  });

  it("does not depend on the order of a list, while the wire keeps it", () => {
    fc.assert(
      fc.property(method, fc.array(text), (verb, items) => {
        const [given, reversed] = [sign(verb, { items }), sign(verb, { items: items.toReversed() })];
        expect(reversed.signature).toBe(given.signature);
        const sent = wirePairs(given).flatMap(([name, value]) => (name === "items" ? [value] : []));
        expect(sent).toEqual(items);
      }),
    );
  });

  it("gives the same every time, and leaves the caller's objects alone", () => {
    fc.assert(
      fc.property(method, params, (verb, given) => {
        const before = structuredClone(given);
        for (const value of Object.values(given)) Object.freeze(value);
        const first = sign(verb, Object.freeze(given));
        expect(sign(verb, given)).toEqual(first);
        expect(given).toEqual(before);
      }),
    );
  });

  it("signs exactly what a receiver decodes from the wire", () => {
    const distinctKeys = fc.dictionary(text, fc.oneof(text, fc.array(text)));
    fc.assert(
      fc.property(method, distinctKeys, (verb, given) => {
        const signed = sign(verb, given);
        const pairs = wirePairs(signed).toSorted(
          ([one, left], [other, right]) => compareCodePoints(one, other) || compareCodePoints(left, right),
        );
        const args = pairs.map(([name, value]) => `${name}=${value}`).join("&");
        expect(signed.hmac_msg).toBe(`${verb}/api/v1/x${args}`);
      }),
    );
  });

  it("puts a POST's parameters in the body and every other method's in the query, with one address", () => {
    fc.assert(
      fc.property(method, params, (verb, given) => {
        const signed = sign(verb, given);
        expect(signed.url.includes("?")).toBe(verb !== "POST");
        expect(signed.body === undefined).toBe(verb !== "POST");
        const emails = wirePairs(signed).filter(([name]) => name === "email");
        expect(emails).toEqual([["email", "user@example.com"]]);
      }),
    );
  });
});

describe("trimming", () => {
  const blanks = "\t\n\v\f\r\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000";

  it("removes what Python's strip removes, and keeps a byte-order mark and a zero-width space", () => {
    expect(pythonStrip(`${blanks}a b${blanks}`)).toBe("a b");
    expect(pythonStrip("\ufeffa\u200b")).toBe("\ufeffa\u200b");
    expect(pythonStrip(blanks)).toBe("");
  });

  it("takes linear time on text full of blanks", () => {
    const hostile = `a${" ".repeat(200_000)}b`;
    const startedMs = performance.now();
    expect(pythonStrip(hostile)).toBe(hostile);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});
