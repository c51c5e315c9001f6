import fc from "fast-check";
import { expect, it } from "vitest";
import { parseContentRange } from "../../src/client/content-range.js";

it.each([
  ["entities 0-9/57", { first: 0, last: 9, total: 57 }],
  ["entities=10-19/57", { first: 10, last: 19, total: 57 }],
  ["  Entities 0-0/1  ", { first: 0, last: 0, total: 1 }],
  ["entities 0-9/*", { first: 0, last: 9, total: undefined }],
])("reads %j", (value, expected) => {
  expect(parseContentRange(value)).toEqual(expected);
});

it.each([
  null,
  "",
  "entities",
  "entities 0-9",
  "entities */57",
  "entities -1-9/57",
  "entities 0-9/57, entities 10-19/57",
  "0-9/57",
  `entities 0-9/${"9".repeat(16)}`,
])("finds no range in %j", (value) => {
  expect(parseContentRange(value)).toBeUndefined();
});

it("reads back every range", () => {
  const position = fc.nat({ max: 999_999_999 });
  const law = fc.property(position, position, position, (first, last, total) => {
    const range = parseContentRange(`entities ${first}-${last}/${total}`);
    return range?.first === first && range.last === last && range.total === total;
  });
  expect(() => fc.assert(law)).not.toThrow();
});
