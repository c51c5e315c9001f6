import fc from "fast-check";
import { expect, it } from "vitest";
import { parseJson, parseJsonObject } from "../../src/authoring/index.js";

it("reads back every JSON value, and objects alone as objects", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual(JSON.parse(text));
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      expect(parseJsonObject(text)).toEqual(isObject ? JSON.parse(text) : undefined);
    }),
  );
});

it.each(["", "{", "<html>", "undefined", '{"a":1}}'])("answers undefined for %j", (text) => {
  expect(parseJson(text)).toBeUndefined();
  expect(parseJsonObject(text)).toBeUndefined();
});
