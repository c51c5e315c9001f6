import { expect, it } from "vitest";
import { readVariable } from "../../src/files/index.js";

it.each([
  ["text", "text"],
  ["text\r", "text"],
  ["text\r\n", "text"],
  [" text ", " text "],
  ["a\rb", "a\rb"],
  ["", undefined],
  ["\r", undefined],
  [undefined, undefined],
])("the variable %j is read as %j", (value, expected) => {
  expect(readVariable({ NAME: value }, "NAME")).toBe(expected);
});
