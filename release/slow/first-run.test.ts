import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installNodes } from "../src/node-versions.ts";
import { packAll } from "../src/pack.ts";
import { repository } from "../src/packages.ts";
import { readCodeBlocks, type CodeBlock } from "../src/recipes/code-blocks.ts";
import { run } from "../src/run.ts";

/** The oldest that the packages support: newer ones run TypeScript without a warning. */
const version = "22.19.0";
const folder = mkdtempSync(join(tmpdir(), "first-run-"));
const tarballs = new Map<string, string>();
let path: string;

beforeAll(async () => {
  const nodeOf = await installNodes(join(folder, "nodes"), [version]);
  path = [dirname(nodeOf(version)), process.env["PATH"]].join(delimiter);
  for (const tarball of await packAll(join(folder, "tarballs"))) tarballs.set(tarball.name, tarball.path);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The commands, with the tarballs in the place of the packages, as long as these are not published. */
function withTarballs(commands: string): string {
  return commands.replaceAll(/@org\/[\w-]+/g, (name) => tarballs.get(name) ?? name);
}

function blockOf(document: string, isWanted: (block: CodeBlock) => boolean): string {
  const block = readCodeBlocks(join(repository, document)).find(isWanted);
  if (block === undefined) throw new Error(`${document} has no such block`);
  return block.text;
}

describe(`in a new folder, on Node ${version}`, () => {
  it.each([
    ["README.md", "First program", "{ name: 'Ada' }"],
    ["docs/from-armorapi.md", "First run", "AzureMfaServerAuthentication"],
  ])("the commands of %s run its first program", async (document, heading, printed) => {
    const commands = blockOf(document, (block) => block.heading === heading && block.language === "sh");
    expect(commands).toContain("node demo.ts");
    const project = join(folder, document.replaceAll(/\W+/g, "-"));
    mkdirSync(project);
    const program = blockOf(document, ({ language }) => language === "ts");
    writeFileSync(join(project, "demo.ts"), program);
    const output = await run("bash", ["-ec", withTarballs(commands)], { cwd: project, env: { PATH: path } });
    expect(output).toContain(printed);
  });
});
