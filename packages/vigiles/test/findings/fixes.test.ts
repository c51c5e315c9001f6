import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readFixes } from "../../src/findings/fixes.js";

const event = (fixed: unknown): object => ({ ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed }] }] });

describe("what fixes a vulnerability", () => {
  it.each<[string, object, readonly string[]]>([
    ["nothing", {}, []],
    ["a list of the service", { fixedby: ["1.0.1g", " patch 7 "] }, ["1.0.1g", "patch 7"]],
    ["one text", { fixedby: "1.0.1g" }, ["1.0.1g"]],
    ["a number", { fixedby: [3] }, ["3"]],
    [
      "records",
      { fixedby: [{ version: "2.1" }, { name: "a.patch" }, { url: "https://x" }] },
      ["2.1", "a.patch", "https://x"],
    ],
    ["a version twice", { fixedby: ["2.1", "2.1"] }, ["2.1"]],
    ["empty values", { fixedby: ["", null, {}, [], false] }, []],
    ["null", { fixedby: null }, []],
    ["OSV", { affected: [event("1.2.3"), event("2.0.0"), event(undefined)] }, ["1.2.3", "2.0.0"]],
    ["OSV of odd shapes", { affected: [null, { ranges: "1" }, { ranges: [{ events: {} }] }] }, []],
    ["CycloneDX", { recommendation: "Upgrade to 2.1" }, ["Upgrade to 2.1"]],
  ])("is read from %s", (_what, vulnerability, expected) => {
    expect(readFixes({ ...vulnerability })).toStrictEqual(expected);
  });

  it("is at most twenty texts, none of them empty or there twice, whatever the response holds", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (fixedby, affected, recommendation) => {
        const fixes = readFixes({ fixedby, affected, recommendation });
        expect(fixes.length).toBeLessThanOrEqual(20);
        expect(new Set(fixes).size).toBe(fixes.length);
        expect(fixes).not.toContain("");
      }),
    );
    expect(readFixes({ fixedby: Array.from({ length: 1000 }, (_, index) => `v${index}`) })).toHaveLength(20);
  });
});
