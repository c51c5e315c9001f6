import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkEmail, checkToken, checkTokens } from "../../../src/client/validation/tokens.js";

describe("a token", () => {
  it.each(["manifest-token", "MTIz.c2ln--nature_", "CVE-2021-44228", "a", "...", "x".repeat(256)])(
    "passes as it is: %s",
    (token) => {
      expect(checkToken("manifestToken", token)).toBe(token);
    },
  );

  const refused: unknown[] = [
    "..",
    ".",
    "%2e%2e",
    ".%2E",
    "\t..",
    "../admin",
    "a/../b",
    "a/b",
    "a\\..\\b",
    "%2f..%2f",
    "%5c",
    "a?x=1",
    "a#f",
    "a&b",
    "a;b",
    "a%00b",
    "a\0b",
    "a\r\nb",
    "a\n",
    "",
    "   ",
    undefined,
    null,
    {},
    Number.NaN,
    7,
    "x".repeat(257),
    "é",
    "e\u0301",
    "\u200fa",
    "＠",
  ];
  it.each(refused.map((value) => [JSON.stringify(value) ?? "undefined", value]))(
    "is refused before signing: %s",
    (_shown, value) => {
      expect(() => checkToken("manifestToken", value)).toThrow(
        expect.objectContaining({ code: "TOKEN_INVALID", message: expect.stringContaining("manifestToken") }),
      );
    },
  );

  it("never lets a path segment through that a URL parser would rewrite", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        let accepted: string;
        try {
          accepted = checkToken("token", text);
        } catch {
          return;
        }
        expect(new URL(`http://h/api/${accepted}/reports`).pathname).toBe(`/api/${text}/reports`);
      }),
    );
  });

  it("is refused with the whole list it stands in", () => {
    const many = [...Array.from({ length: 49 }, (_, index) => `t${index}`), "../x"];
    expect(() => checkTokens("manifestTokens", many)).toThrow(/manifestTokens "\.\.\/x"/);
    expect(() => checkTokens("manifestTokens", [])).toThrow(expect.objectContaining({ code: "TOKEN_MISSING" }));
  });

  it("shows control and direction marks as escapes, and long values cut", () => {
    expect(() => checkToken("t", "a\u202eb\u009b")).toThrow(/a\\u202eb\\u009b/);
    expect(() => checkToken("t", "/".repeat(10_000))).toThrow(/^.{0,140}$/);
  });
});

describe("an e-mail address", () => {
  it.each(["a.b+c@example.com", "o'neil@x.org", "a_b~c=d@sub.example.co"])("passes as it is: %s", (address) => {
    expect(checkEmail("memberEmail", address)).toBe(address);
  });

  it.each(["a", "a@", "@b", "a/b@c", "a?b@c", "a#b@c", "a%2fb@c", "a b@c", "../a@b/..", "a@b/../c", "a@b\n"])(
    "is refused: %j",
    (address) => {
      expect(() => checkEmail("memberEmail", address)).toThrow(expect.objectContaining({ code: "TOKEN_INVALID" }));
    },
  );
});
