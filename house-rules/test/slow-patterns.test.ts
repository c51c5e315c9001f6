import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { slowPatterns } from "../src/slow-patterns.ts";
import { repository } from "./repository.ts";
import { smallTree } from "./small-tree.ts";

describe("the regular expressions of the sources", () => {
  it("need linear time", () => {
    expect(slowPatterns(join(repository, "packages"))).toEqual([]);
  });
});

describe("a regular expression", () => {
  it.each([
    ["that tries each start of a run again", String.raw`/\/+$/`],
    ["with two ways to divide a run", String.raw`/^(.*?) *$/`],
    ["of exponential time", String.raw`/^(a+)+$/`],
    ["with the flag v", String.raw`/[\s--a]+$/v`],
  ])("%s is named, with its place", (_, pattern) => {
    const tree = smallTree({ "one/src/inner/a.ts": `\nexport const text = "".replace(${pattern}, "");\n` });
    expect(slowPatterns(tree)).toEqual([`one/src/inner/a.ts:2 ${pattern}`]);
  });

  it.each([
    ["that starts at the first of a run only", String.raw`/(?<!\/)\/+$/`],
    ["that is anchored", String.raw`/^\d+$/`],
    ["that can't fail after a run", String.raw`/ +/g`],
  ])("%s is allowed", (_, pattern) => {
    expect(slowPatterns(smallTree({ "one/src/a.ts": `export const pattern = ${pattern};` }))).toEqual([]);
  });

  it("counts in assets and templates too, but not in tests", () => {
    const text = "export const pattern = / +$/;";
    const tree = smallTree({ "one/assets/a.js": text, "one/templates/src/a.ts": text, "one/test/a.ts": text });
    expect(slowPatterns(tree)).toHaveLength(2);
  });

  it("is looked for: no patterns are an error", () => {
    expect(() => slowPatterns(smallTree({ "one/src/a.ts": "export {};" }))).toThrow("No regular expressions");
  });
});
