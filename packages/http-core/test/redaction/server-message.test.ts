import { describe, expect, it } from "vitest";
import { scrub } from "../../src/redaction/redact.js";
import { serverMessage } from "../../src/redaction/server-message.js";

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
  ])("of %j are %j", (body, words) => {
    expect(serverMessage(body)).toBe(words);
  });

  it("keep short values, which would mask half the text", () => {
    expect(scrub("abc def", ["abc"])).toBe("abc def");
    expect(scrub("abcd def", ["abcd"])).toBe("[redacted] def");
  });
});
