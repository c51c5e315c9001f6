import { execFileSync } from "node:child_process";
import { linkSync, symlinkSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { refuseSharedPaths } from "../../src/files/shared-paths.js";
import { workspace, type Workspace } from "../support/workspace.js";

/** Makes two names of one file. */
type Pair = (files: Workspace) => readonly [string, string];

const sameFile: readonly (readonly [string, Pair])[] = [
  ["one path", (files) => [files.write("a", ""), files.path("a")]],
  ["a relative path", (files) => [files.write("a", ""), relative(process.cwd(), files.path("a"))]],
  ["a path with dots", (files) => [files.write("a", ""), `${files.folder}/./a`]],
  ["a link", (files) => [files.write("a", ""), (symlinkSync(files.path("a"), files.path("b")), files.path("b"))]],
  ["a hard link", (files) => [files.write("a", ""), (linkSync(files.path("a"), files.path("b")), files.path("b"))]],
  ["a linked folder", (files) => [files.write("a", ""), `${linkedFolder(files)}/a`]],
];
const sameNewFile: readonly (readonly [string, Pair])[] = [
  ["one path", (files) => [files.path("a"), files.path("a")]],
  ["a relative path", (files) => [files.path("a"), relative(process.cwd(), files.path("a"))]],
  ["a linked folder", (files) => [files.path("a"), `${linkedFolder(files)}/a`]],
];

function linkedFolder(files: Workspace): string {
  symlinkSync(files.folder, files.path("again"));
  return files.path("again");
}

const code = "OUTPUT_INVALID";

describe("files that have to differ", () => {
  it.each([...sameFile, ...sameNewFile])("are refused as two outputs: %s", async (_how, make) => {
    using files = workspace();
    const [one, other] = make(files);
    const outputs = [
      { name: "--sarif", path: one },
      { name: "--junit", path: other },
    ];
    await expect(refuseSharedPaths(outputs, [])).rejects.toMatchObject({
      code,
      message: `--junit ${JSON.stringify(other)} is the same file as --sarif`,
    });
  });

  it.each(sameFile)("are refused as an input and an output: %s", async (_how, make) => {
    using files = workspace();
    const [input, output] = make(files);
    const outputs = [{ name: "--sarif", path: output }];
    await expect(refuseSharedPaths(outputs, [{ name: "the SBOM", path: input }])).rejects.toMatchObject({
      code,
      message: `--sarif ${JSON.stringify(output)} is the same file as the SBOM`,
    });
  });

  it("are refused if they are one pipe", async () => {
    using files = workspace();
    execFileSync("mkfifo", [files.path("pipe")]);
    const outputs = ["--sarif", "--junit"].map((name) => ({ name, path: files.path("pipe") }));
    await expect(refuseSharedPaths(outputs, [])).rejects.toMatchObject({ code });
  });

  it("may be missing, different, one input twice, or /dev/null", async () => {
    using files = workspace();
    const paths = [undefined, undefined, files.write("a", ""), files.path("b"), "/dev/null", "/dev/null"];
    const outputs = paths.map((path) => ({ name: "--sarif", path }));
    const inputs = ["-", files.write("c", ""), files.path("c"), "/none", "/dev/null", undefined].map((path) => ({
      name: "the SBOM",
      path,
    }));
    await expect(refuseSharedPaths(outputs, inputs)).resolves.toBeUndefined();
  });
});
