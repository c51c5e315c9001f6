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
    [{ errors: [] }, undefined],
    [{ errors: ["a", "b"] }, "a; b"],
    [{ errors: ["a", "", 7, null, "a"] }, "a"],
    [{ errors: [{ message: "a" }, { detail: "b" }, { msg: "c" }] }, "a; b; c"],
    [{ errors: [[{ title: "a" }], ["b"]] }, "a; b"],
    [{ errors: { message: "a" } }, "a"],
    [{ title: "Invalid", errors: { Name: ["Too long"], Size: ["Too small", "Odd"] } }, "Too long; Too small; Odd"],
    [{ message: "m", errors: ["a"] }, "m"],
    [{ errors: "a", title: "t" }, "a"],
    [{ errors: [{ code: 7 }], title: "t" }, "t"],
    [{ code: "no_session" }, "no_session"],
    [{ code: "E7", title: "t" }, "t"],
    [{ error: { code: "expired" } }, "expired"],
    [{ error_code: "invalid_token" }, "invalid_token"],
    [{ status: 401, reason: "the session has ended" }, "the session has ended"],
    [{ detail: [{ loc: ["body"], msg: "a" }] }, "a"],
    [[{ errorCode: "E1", message: "a" }], "a"],
    [{ errors: Array.from({ length: 20 }, (_, at) => `e${at}`) }, "e0; e1; e2; e3; e4; e5; e6; e7; e8; e9"],
    [{ errors: ["x".repeat(200), "y".repeat(200)] }, `${"x".repeat(200)}; ${"y".repeat(98)}…`],
    [nested({ message: "m" }, 7), "m"],
    [nested({ message: "m" }, 8), undefined],
    [nested({ message: "m" }, 100_000), undefined],
    [" ".repeat(65_536) + "late", undefined],
    [{ message: " ".repeat(65_536) + "late", detail: "d" }, "d"],
  ])("of case %# are as expected", (body, words) => {
    expect(serverMessage(body)).toBe(words);
  });

  it("cost no more than a thousand steps, however lists and objects are nested", () => {
    let steps = 0;
    const leaf = (text: string): object => ({
      get message() {
        steps++;
        return text;
      },
    });
    const lists = (levels: number, text: string): unknown =>
      levels === 0 ? leaf(text) : Array.from({ length: 10 }, () => lists(levels - 1, text));
    const fields = (levels: number, text: string): unknown =>
      levels === 0 ? leaf(text) : { errors: { a: fields(levels - 1, text), b: fields(levels - 1, text) } };
    for (const body of [lists(5, "m"), lists(5, ""), fields(8, "m"), fields(8, "")]) {
      steps = 0;
      serverMessage({ errors: body });
      expect(steps).toBeLessThanOrEqual(1000);
    }
    expect(serverMessage({ errors: lists(3, "m") })).toBe("m");
  });

  it("of a list show no secret that it repeats, also where they are cut", () => {
    const secret = "secret-canary-5";
    const errors = ["x".repeat(290), `${secret}: wrong`];
    expect(serverMessage({ errors }, [secret])).not.toContain("secret-can");
    expect(serverMessage({ errors: { Password: [`not ${secret}`] } }, [secret])).toBe("not [redacted]");
  });

  // Padding of 64 KB would leave a part of the secret at the end of what is searched, and nothing else in the message.
  const secret = "tok/EN+canary9Zq7";
  const searched = 65_536;
  const written = [
    secret,
    encodeURIComponent(encodeURIComponent(secret)),
    [...secret].map((unit) => `%5Cu00${unit.charCodeAt(0).toString(16)}`).join(""),
    [...secret].map((unit) => `&#x${unit.charCodeAt(0).toString(16)};`).join(""),
    Buffer.from(secret).toString("base64"),
  ];

  it.each(written)("show no part of a secret that stands where the search ends: %s", (text) => {
    for (const shown of [1, 8, text.length >> 1, text.length - 1]) {
      const padded = `a${" ".repeat(searched - 1 - shown)}${text}`;
      for (const body of [padded, { message: padded }]) expect(serverMessage(body, [secret])).toBe("a");
    }
  });

  it("keep short values, which would mask half the text", () => {
    expect(scrub("abc def", ["abc"])).toBe("abc def");
    expect(scrub("abcd def", ["abcd"])).toBe("[redacted] def");
  });
});
