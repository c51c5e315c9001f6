import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { crowdedFolders, maxSourceFiles } from "../src/crowded-folders.ts";
import { repository } from "./repository.ts";
import { smallTree } from "./small-tree.ts";

describe("the folders of sources", () => {
  it(`hold at most ${maxSourceFiles} files each`, () => {
    expect(crowdedFolders(join(repository, "packages"))).toEqual([]);
  });
});

describe("a folder", () => {
  const files = (folder: string, count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/file-${index}.ts`, ""]));

  it.each(["one/src", "one/src/inner/deep"])("with one file too many is named: %s", (folder) => {
    const tree = smallTree(files(folder, maxSourceFiles + 1));
    expect(crowdedFolders(tree)).toEqual([`${folder} has 15 source files; at most 14 are allowed`]);
  });

  it.each([
    { title: "with exactly as many as allowed", tree: files("one/src", maxSourceFiles) },
    { title: "whose folders together hold more", tree: { ...files("one/src", 10), ...files("one/src/inner", 10) } },
    {
      title: "of tests or built files",
      tree: { ...files("one/src", 1), ...files("one/test", 20), ...files("one/dist", 20) },
    },
  ])("$title is allowed", ({ tree }) => {
    expect(crowdedFolders(smallTree(tree))).toEqual([]);
  });

  it("is asked for: no sources are an error", () => {
    expect(() => crowdedFolders(smallTree({ "one/dist/file.ts": "" }))).toThrow("No TypeScript sources");
  });
});
