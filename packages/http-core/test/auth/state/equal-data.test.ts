import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Secret } from "../../../src/index.js";
import { isEqualData } from "../../../src/auth/state/equal-data.js";

const same: readonly (readonly [unknown, unknown])[] = [
  ["a", "a"],
  [1, 1],
  [Number.NaN, Number.NaN],
  [null, null],
  [undefined, undefined],
  [[], []],
  [
    [1, "a", [true]],
    [1, "a", [true]],
  ],
  [{}, {}],
  [Object.create(null), {}],
  [
    { nonce: "n", nested: { count: 1 } },
    { nested: { count: 1 }, nonce: "n" },
  ],
  [{ key: new Secret("k") }, { key: new Secret("k") }],
  [{ missing: undefined }, { missing: undefined }],
];

const different: readonly (readonly [unknown, unknown])[] = [
  ["a", "b"],
  ["1", 1],
  [null, undefined],
  [null, {}],
  [{}, null],
  [{}, "text"],
  [[], {}],
  [{}, []],
  [["a"], { 0: "a" }],
  [[1], [1, 2]],
  [
    [1, 2],
    [2, 1],
  ],
  [{ a: 1 }, {}],
  [{}, { a: 1 }],
  [{ a: undefined }, { b: undefined }],
  [{ a: 1 }, { a: 2 }],
  [{ a: { b: 1 } }, { a: { b: 2 } }],
  [new Secret("k"), new Secret("l")],
  [new Secret("k"), "k"],
  [new Secret("k"), {}],
  [{}, new Secret("k")],
  [new Date(0), new Date(0)],
  [new Map(), new Map()],
  [new Map(), {}],
];

describe("data", () => {
  it.each(same)("is equal: %j and %j", (one, other) => {
    expect(isEqualData(one, other)).toBe(true);
  });

  it.each(different)("differs: %j and %j", (one, other) => {
    expect(isEqualData(one, other)).toBe(false);
    expect(isEqualData(other, one)).toBe(false);
  });

  it("equals its copy", () => {
    const law = fc.property(fc.jsonValue(), (value) => isEqualData(value, structuredClone(value)));
    expect(() => fc.assert(law)).not.toThrow();
  });
});
