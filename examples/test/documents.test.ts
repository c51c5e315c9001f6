import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const workspace = resolve(import.meta.dirname, "..");
// Within the workspace, so that the packages resolve as they do for a consumer.
const folder = mkdtempSync(join(workspace, "reports-documents-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Snippet {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

/** Every block of TypeScript in the documents, as a program of its own. */
const snippets: readonly Snippet[] = globSync(["README.md", "docs/*.md", "packages/*/README.md"], { cwd: root }).flatMap((path) => {
  const text = readFileSync(join(root, path), "utf8");
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""], index) => {
    const name = `${path} #${index + 1}`;
    return { name, file: join(folder, `${name.replace(/\W+/g, "-")}.ts`), code };
  });
});

for (const { file, code } of snippets) writeFileSync(file, `${code}\nexport {};\n`);

async function output(command: string, args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await run(command, args, { cwd: workspace, timeout: 50_000 });
    return `${stdout}${stderr}`;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(`${message}\n${stdout}${stderr}`, { cause: error });
  }
}

describe("what the documents show", () => {
  it("covers every package", () => {
    const documented = new Set(snippets.map(({ name }) => name.split(" ")[0]));
    for (const readme of globSync("packages/*/README.md", { cwd: root })) expect(documented).toContain(readme);
  });

  it("compiles under the project's own rules", async () => {
    const config = join(folder, "tsconfig.json");
    const extended = relative(folder, resolve(workspace, "tsconfig.json"));
    writeFileSync(config, JSON.stringify({ extends: extended, compilerOptions: { noUnusedLocals: false }, include: ["*.ts"] }));
    expect(await output("tsc", ["-p", config])).toBe("");
  });

  it.each(snippets)("runs: $name", async ({ file }) => {
    await output(process.execPath, ["--disable-warning=ExperimentalWarning", file]);
  });
});
