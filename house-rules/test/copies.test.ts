import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { copiesBetweenFiles, copiesBetweenPackages, minEqualLines } from "../src/copies.ts";
import { repository } from "./repository.ts";
import { smallTree } from "./small-tree.ts";

describe("the sources of two packages", () => {
  it(`have no ${minEqualLines} equal lines in a row, the emulator apart`, async () => {
    expect(await copiesBetweenPackages(join(repository, "packages"))).toEqual([]);
  });
});

describe("the sources of two transports", () => {
  it(`have no ${minEqualLines} equal lines in a row`, async () => {
    expect(await copiesBetweenFiles(join(repository, "packages", "http-core", "src", "transports"))).toEqual([]);
  });
});

describe("a copy", () => {
  /** A function of `lines` lines; its name and its input are its own. */
  const code = (name: string, lines: number): string => {
    const body = Array.from({ length: lines - 3 }, (_, index) => `  if (input === ${index}) return input + ${index};`);
    return [
      `export const ${name} = ["${name}"];`,
      "",
      "function choose(input: number): number {",
      ...body,
      "  return input;",
      "}",
      "",
    ].join("\n");
  };

  it("of six lines is found, with both places", async () => {
    const tree = smallTree({ "one/src/inner/a.ts": code("a", 6), "two/src/b.ts": code("b", 6) });
    const found = await copiesBetweenPackages(tree);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^one\/src\/inner\/a\.ts:\d+-\d+ and two\/src\/b\.ts:\d+-\d+ have \d+ equal lines$/);
  });

  it("in two files of one folder is found", async () => {
    const found = await copiesBetweenFiles(smallTree({ "a.ts": code("a", 6), "inner/b.ts": code("b", 6) }));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^a\.ts:\d+-\d+ and inner\/b\.ts:\d+-\d+ have \d+ equal lines$/);
  });

  it("is found where comments and indentation differ", async () => {
    const commented = code("b", 8).replaceAll("\n  if", "\n\n  // Chosen.\n    if");
    const found = await copiesBetweenPackages(smallTree({ "one/src/a.ts": code("a", 8), "two/src/b.ts": commented }));
    expect(found).toHaveLength(1);
  });

  it.each<{ title: string; files: Record<string, string> }>([
    { title: "of five lines", files: { "one/src/a.ts": code("a", 5), "two/src/b.ts": code("b", 5) } },
    { title: "inside one package", files: { "one/src/a.ts": code("a", 9), "one/src/inner/b.ts": code("b", 9) } },
    { title: "in the emulator", files: { "one/src/a.ts": code("a", 9), "emulator/src/b.ts": code("b", 9) } },
    { title: "in a template", files: { "one/src/a.ts": code("a", 9), "two/templates/x/src/b.ts": code("b", 9) } },
    {
      title: "of comments",
      files: {
        "one/src/a.ts": `${"// The same words.\n".repeat(9)}export const a = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];\n`,
        "two/src/b.ts": `${"// The same words.\n".repeat(9)}export const b = "one" + "two" + "three" + "four" + "five" + "six";\n`,
      },
    },
  ])("$title does not count", async ({ files }) => {
    expect(await copiesBetweenPackages(smallTree(files))).toEqual([]);
  });

  it("is looked for: no sources are an error", async () => {
    await expect(copiesBetweenPackages(smallTree({ "one/README.md": "" }))).rejects.toThrow("jscpd failed");
  });
});
