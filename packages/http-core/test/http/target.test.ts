import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainTarget, requestPath } from "../../src/http/target.js";
import { readBase } from "../../src/http/url.js";

const base = readBase("https://api.example.com:8443/v1");
const facts = ["href", "origin", "protocol", "host", "hostname", "port", "pathname", "search"] as const;

/** What a parser makes of it. */
function parsed(path: string): Record<string, string> {
  const url = new URL(base.origin + path);
  return Object.fromEntries(facts.map((fact) => [fact, url[fact]]));
}

describe("the URL of a plain path", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "/",
      "//",
      ".",
      "..",
      "/.",
      "/..",
      "%2e",
      "%2E",
      "%",
      "%41",
      "?",
      "#",
      "&",
      "=",
      "+",
      "@",
      ":",
      ";",
      "'",
    ),
    fc.constantFrom(
      "\\",
      '"',
      "<",
      ">",
      "^",
      "`",
      "{",
      "}",
      "|",
      "[",
      "]",
      " ",
      "\t",
      "\n",
      "ü",
      "\u{1f600}",
      "a",
      "Z",
      "9",
    ),
    fc.string({ unit: "binary", maxLength: 3 }),
  );

  it("is what a parser makes of it, or is left to the parser", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = `/${pieces.join("")}`;
        expect(plainTarget(base, path) ?? parsed(path)).toEqual(parsed(path));
      }),
      { numRuns: 5_000 },
    );
  });

  it.each(["/", "/a/b.json", "/a//b/", "/%41?x=1&y=a%20b", "/a:b@c;d=e,f", "/~user/-_.!$&()*+?q=(a)*!", "/a?b?/c"])(
    "%s needs no parser",
    (path) => {
      expect(plainTarget(base, path)).toEqual(parsed(path));
    },
  );

  it.each([
    "/..",
    "/a/../b",
    "/a/./b",
    "/%2e%2E/b",
    "/.hidden",
    "/a b",
    "/a\\b",
    "/ü",
    "/a?b'c",
    "/a?",
    "/a#b",
    "/a|b",
    "a",
  ])("%s is left to the parser", (path) => {
    expect(plainTarget(base, path)).toBeUndefined();
  });
});

describe("the path of a request line", () => {
  it.each(["/", "/a", "/a?", "/a?b", "/a?b?", "/?", "/a%3F"])("is %s, as the URL has it", (path) => {
    expect(requestPath(new URL(`https://a.example${path}`))).toBe(path);
    expect(requestPath(new URL(`https://a.example${path}#x?`))).toBe(path);
  });
});
