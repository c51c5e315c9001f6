import { expect, it } from "vitest";
import { isHtml } from "../../src/authoring/index.js";

it.each([
  ["text/html", true],
  ["Text/HTML; charset=utf-8", true],
  [" text/html ;charset=utf-8", true],
  ["application/xhtml+xml", true],
  ["application/json", false],
  ["text/plain", false],
  ["text/html5", false],
  ["", false],
  [undefined, false],
])("content type %j is that of an HTML page: %s", (type, expected) => {
  expect(isHtml(new Headers(type === undefined ? {} : { "content-type": type }))).toBe(expected);
});
