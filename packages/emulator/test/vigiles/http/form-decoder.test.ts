import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeForm } from "../../../src/vigiles/http/form-decoder.js";

test.each([
  ["", []],
  ["a", [["a", ""]]],
  [
    "a=&b",
    [
      ["a", ""],
      ["b", ""],
    ],
  ],
  ["&&a=1&", [["a", "1"]]],
  ["a=b=c", [["a", "b=c"]]],
  ["=x", [["", "x"]]],
  ["a+b=c+d", [["a b", "c d"]]],
  [
    "n=%41%zz%4&m=%",
    [
      ["n", "A%zz%4"],
      ["m", "%"],
    ],
  ],
  ["n=%C3%A9%f0%9f%98%80", [["n", "é😀"]]],
  [
    "n=2&n=1",
    [
      ["n", "2"],
      ["n", "1"],
    ],
  ],
])("%j is %j", (encoded, pairs) => {
  expect(decodeForm(Buffer.from(encoded))).toEqual(pairs);
});

test("decodes any ASCII text as URLSearchParams does", () => {
  const piece = fc.oneof(fc.constantFrom("%", "+", "&", "=", "%4", "%e9", "%C3%A9", "a", "F"), fc.string());
  fc.assert(
    fc.property(
      fc.array(piece).map((parts) => parts.join("")),
      (encoded) => {
        expect(decodeForm(Buffer.from(encoded))).toEqual([...new URLSearchParams(`?${encoded}`)]);
      },
    ),
  );
});
