import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../../src/python-format/code-point-order.js";
import { signRequest } from "../../src/index.js";
import { formDecode } from "../support/form-decode.js";

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

function decodePairs(form: string): [string, string][] {
  return form === "" ? [] : form.split("&").map((pair) => pair.split("=").map(formDecode) as [string, string]);
}

function wirePairs({ url, body }: ReturnType<typeof signRequest>): [string, string][] {
  return decodePairs(body ?? url.slice(url.indexOf("?") + 1));
}

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

  it("does not depend on the order of a list, which is sent unchanged", () => {
    fc.assert(
      fc.property(method, fc.array(text), (verb, items) => {
        const [given, reversed] = [sign(verb, { items }), sign(verb, { items: items.toReversed() })];
        expect(reversed.signature).toBe(given.signature);
        const sent = wirePairs(given).flatMap(([name, value]) => (name === "items" ? [value] : []));
        expect(sent).toEqual(items);
      }),
    );
  });

  it("returns the same every time, and leaves the caller's objects unchanged", () => {
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

  it("signs exactly what a server decodes", () => {
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

  it("sends the parameters of a POST in the body and of other methods in the query, with one address", () => {
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
