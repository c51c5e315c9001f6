import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sortByName } from "../../src/canonical/message.js";

const text = fc.string({ unit: "binary" });

describe("the order of parameters", () => {
  it("is that of the UTF-8 bytes of their names, for few and for many parameters", () => {
    const names = fc.oneof(fc.uniqueArray(text), fc.uniqueArray(text, { minLength: 14, maxLength: 40 }));
    fc.assert(
      fc.property(names, (given) => {
        const listed = given.map((name) => ({ name, given: "", values: [""], signedValues: [""] }));
        const sorted = given.toSorted((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)));
        expect(sortByName(listed).map(({ name }) => name)).toEqual(sorted);
        expect(listed.map(({ name }) => name)).toEqual(given);
      }),
    );
  });
});
