import { describe, expect, it } from "vitest";
import { scrub } from "../../src/redaction/scrub.js";
import { serverMessage } from "../../src/redaction/server-message.js";

/** Wraps a body in `{ error: … }`. */
function nested(body: object, levels: number): object {
  let wrapped = body;
  for (let level = 0; level < levels; level++) wrapped = { error: wrapped };
  return wrapped;
}

describe("words of a server", () => {
  it.each([
    [{}, undefined],
    [null, undefined],
    [42, undefined],
    ["", undefined],
    [{ message: "", detail: "d" }, "d"],
    [{ message: "x".repeat(400) }, `${"x".repeat(300)}…`],
    ["<html>no title</html>", "an HTML page"],
    [{ error: true }, undefined],
    ["<html><title lang=en>\n a </title><title>b</title>", 'an HTML page titled "a"'],
    ["<TITLE>a</Title>", 'an HTML page titled "a"'],
    ["<titles>a</titles><title>b</title>", 'an HTML page titled "b"'],
    ["<title>a<b></title>", "an HTML page"],
    ["<title>a", "an HTML page"],
    ["<title", "an HTML page"],
    [`<${"<title".repeat(50_000)}`, "an HTML page"],
    [`${"<title>".repeat(50_000)}a</title>`, "an HTML page"],
    [nested({ message: "m" }, 7), "m"],
    [nested({ message: "m" }, 8), undefined],
    [nested({ message: "m" }, 100_000), undefined],
    [" ".repeat(65_536) + "late", undefined],
    [{ message: " ".repeat(65_536) + "late", detail: "d" }, "d"],
  ])("of case %# are as expected", (body, words) => {
    expect(serverMessage(body)).toBe(words);
  });

  it("keep short values, which would mask half the text", () => {
    expect(scrub("abc def", ["abc"])).toBe("abc def");
    expect(scrub("abcd def", ["abcd"])).toBe("[redacted] def");
  });
});
