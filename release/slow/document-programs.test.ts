import { globSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installNodes } from "../src/node-versions.ts";
import { repository } from "../src/packages.ts";
import { readCodeBlocks } from "../src/recipes/code-blocks.ts";
import { run } from "../src/run.ts";

/** The oldest that the packages support. The tests of `examples` run the same programs on the project's own Node. */
const version = "22.19.0";
const nodes = mkdtempSync(join(tmpdir(), "document-programs-"));
// Inside a workspace that has all packages, so that they resolve as they do for a consumer.
const folder = mkdtempSync(join(repository, "examples", "reports-programs-"));
let node: string;

beforeAll(async () => {
  const nodeOf = await installNodes(nodes, [version]);
  node = nodeOf(version);
});
afterAll(() => {
  for (const path of [nodes, folder]) rmSync(path, { recursive: true, force: true });
});

const documents = globSync(["README.md", "docs/*.md", "packages/*/README.md"], { cwd: repository });
const programs = documents.flatMap((path) =>
  readCodeBlocks(join(repository, path))
    .filter(({ language }) => language === "ts")
    .map(({ text }, at) => ({ name: `${path} #${at + 1}`, text })),
);

describe(`on Node ${version}`, () => {
  it.each(programs)("the program of a document runs: $name", async ({ name, text }) => {
    const file = join(folder, `${name.replaceAll(/\W+/g, "-")}.ts`);
    writeFileSync(file, `${text}\nexport {};\n`);
    await expect(run(node, [file], { cwd: folder })).resolves.toEqual(expect.any(String));
  });
});
