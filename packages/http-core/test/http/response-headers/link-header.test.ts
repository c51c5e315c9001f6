import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findLink } from "../../../src/http/response-headers/link-header.js";

describe("the next link of a Link header", () => {
  const cases: readonly (readonly [string | null, string | undefined])[] = [
    [null, undefined],
    ["", undefined],
    ['<https://a.example/2>; rel="next"', "https://a.example/2"],
    ["</2>; rel=next", "/2"],
    ["<?page=2>;rel=next", "?page=2"],
    ["<>; rel=next", ""],
    ['<a>; rel="prev", <b>; rel="next", <c>; rel="last"', "b"],
    ['<a>; rel="last next"', "a"],
    ['<a>; REL="Next"', "a"],
    ['<a>; title="x"; rel="next"', "a"],
    ['<a>; title="x, <b>; rel=next"; rel=prev', undefined],
    ['<a>; title="x\\"; rel=next"; rel=prev', undefined],
    ["<a;b,c>; rel=next", "a;b,c"],
    ['<a>; rel = "next"', "a"],
    ['<a>; rel="prev"; rel="next"', undefined],
    ['<a>; rel="next"; anchor="#x"', undefined],
    ['<a>; rel="next', "a"],
    ["<a>; rel", undefined],
    ["<a>", undefined],
    ["a; rel=next", undefined],
    ["<a; rel=next", undefined],
    ['<a>; rel="nextpage"', undefined],
    [",,, <a>; rel=next ,", "a"],
    ["<a>; rel=prev\t,\t<b>\t;\trel=next", "b"],
  ];
  it.each(cases)("%s is found", (header, target) => {
    expect(findLink(header, "next")).toBe(target);
  });

  it("is found among any other links, however they are written", () => {
    const text = fc.stringMatching(/^[a-z "\\,;<>=]{0,12}$/).map((value) => value.replace(/["\\]/g, "\\$&"));
    const other = fc
      .tuple(fc.stringMatching(/^[a-z/?&=,;"]{0,9}$/), text)
      .map(([url, title]) => `<${url}>; title="${title}"; rel=prev`);
    const target = fc.stringMatching(/^[a-z/?&=,;"]{1,9}$/);
    fc.assert(
      fc.property(fc.array(other), target, text, fc.array(other), (before, url, title, after) => {
        const header = [...before, `<${url}>; title="${title}"; rel="first next"`, ...after].join(", ");
        expect(findLink(header, "next")).toBe(url);
      }),
    );
  });

  it("of any text is text or none", () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const found = findLink(header, "next");
        expect(found === undefined || header.includes(`<${found}>`)).toBe(true);
      }),
    );
  });
});
