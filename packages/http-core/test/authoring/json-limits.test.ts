import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJson } from "../../src/authoring/index.js";
import { findJsonExcess } from "../../src/authoring/json-limits.js";

/** Counts the values of parsed JSON in another way than the scanner: by walking through them. */
function countValues(value: unknown): number {
  const children = typeof value === "object" && value !== null ? Object.values(value) : [];
  return children.reduce<number>((sum, child) => sum + countValues(child), 1);
}

describe("the values of a JSON text", () => {
  it("are counted exactly, however it is indented", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom("", " ", "\t"), (value, indent) => {
        const json = Buffer.from(JSON.stringify(value, undefined, indent));
        const count = countValues(JSON.parse(json.toString()));
        expect(findJsonExcess(json, count)).toBeUndefined();
        expect(findJsonExcess(json, count - 1)).toBe(`has more JSON values than maxJsonValues (${count - 1})`);
      }),
    );
  });

  const excesses: readonly (readonly [string, string])[] = [
    ["empty objects", "{},"],
    ["empty arrays", "[],"],
    ["numbers", "1,"],
    ["numbers with white space", "1 \n,"],
    ["strings", '"a",'],
    ["strings of brackets and escapes", String.raw`"]\\\"}",`],
    ["members", '"a":{"b":[1]},'],
  ];

  it.each(excesses)("are too many %s, even if the text never ends", (_, unit) => {
    const json = Buffer.from(`[${unit.repeat(5000)}`);
    expect(findJsonExcess(json, 4000)).toBe("has more JSON values than maxJsonValues (4000)");
  });

  it("do not include what only looks like one inside a string", () => {
    const json = Buffer.from(JSON.stringify(["[{,".repeat(5000)]));
    expect(findJsonExcess(json, 2)).toBeUndefined();
  });
});

describe("the nesting of a JSON text", () => {
  const nested = (open: string, close: string, levels: number): Buffer =>
    Buffer.from(`${open.repeat(levels)}1${close.repeat(levels)}`);

  it.each([
    ["[", "]"],
    ['{"a":', "}"],
    ['[{"a":', "}]"],
  ])("of %s has at most 1000 levels", (open, close) => {
    const levels = 1000 / (open.startsWith("[{") ? 2 : 1);
    expect(findJsonExcess(nested(open, close, levels), 1e6)).toBeUndefined();
    expect(findJsonExcess(nested(open, close, levels + 1), 1e6)).toBe("is nested deeper than 1000 levels");
    expect(findJsonExcess(nested(open, "", 1e6), 1e6)).toBe("is nested deeper than 1000 levels");
  });

  it("counts open levels only", () => {
    expect(findJsonExcess(Buffer.from(`[${"[[1]],".repeat(5000)}1]`), 1e6)).toBeUndefined();
  });
});

it("of a text that is no JSON is nothing that stops it from being refused as such", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'[]{},:"\\1 a'), maxLength: 40 }), (text) => {
      const excess = findJsonExcess(Buffer.from(text), 3);
      expect(excess === undefined || excess === "has more JSON values than maxJsonValues (3)").toBe(true);
    }),
  );
});

it.each([
  ["too many values", `[${"1,".repeat(2_000_000)}1]`],
  ["too many levels", `${"[".repeat(1001)}${"]".repeat(1001)}`],
])("is not parsed with %s", (_, text) => {
  expect(parseJson(text)).toBeUndefined();
});
