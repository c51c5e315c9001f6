import { execFile } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, it } from "vitest";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const workspace = resolve(import.meta.dirname, "..");
// Inside the workspace, so that the packages resolve as they do for a consumer.
const folder = mkdtempSync(join(workspace, "reports-documents-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Snippet {
  readonly name: string;
  readonly file: string;
  readonly code: string;
}

/** Every TypeScript block of a text, as a separate program. */
function snippetsOf(path: string, text: string): readonly Snippet[] {
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, code = ""], index) => {
    const name = `${path} #${index + 1}`;
    return { name, file: join(folder, `${name.replace(/\W+/g, "-")}.ts`), code };
  });
}

const read = (path: string): string => readFileSync(join(root, path), "utf8");
const documents = globSync(["README.md", "docs/*.md", "packages/*/README.md"], { cwd: root });
const sources = globSync("packages/*/src/**/*.ts", { cwd: root });
/** The examples in comments, without the asterisks that begin their lines. */
const examples = sources.flatMap((path) => snippetsOf(path, read(path).replace(/^ *\* ?/gm, "")));
const snippets = [...documents.flatMap((path) => snippetsOf(path, read(path))), ...examples];

for (const { file, code } of snippets) writeFileSync(file, `${code}\nexport {};\n`);

/** Runs a program; returns an empty text if it succeeds, else its error and output. */
async function failureOf(command: string, args: readonly string[]): Promise<string> {
  try {
    await run(command, args, { cwd: workspace, timeout: 120_000 });
    return "";
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    return `${message}\n${stdout}${stderr}`;
  }
}

describe("what the documents show", () => {
  it("covers every package", () => {
    const documented = new Set(snippets.map(({ name }) => name.split(" ")[0]));
    for (const readme of globSync("packages/*/README.md", { cwd: root })) expect(documented).toContain(readme);
  });

  it("runs on every Node that the packages support: before 24, `await using` is a syntax error", () => {
    const names = snippets.filter(({ code }) => /\bawait using\b/.test(code)).map(({ name }) => name);
    expect(names).toEqual([]);
  });

  it("has examples in the comments of every package that programs call", () => {
    const commented = new Set(examples.map(({ name }) => name.split("/")[1]));
    const called = ["armor-auth", "emulator", "http-auth", "http-core", "linuxlink-auth", "oauth2-auth", "vigiles"];
    expect([...commented].toSorted()).toEqual(expect.arrayContaining(called));
    expect(examples.length).toBeGreaterThanOrEqual(20);
  });

  it("contains the transport that passes the conformance tests", () => {
    const [program] = snippets.filter(({ name }) => name.startsWith("docs/writing-a-transport.md"));
    expect(program?.code).toBe(readFileSync(join(workspace, "own-transport.ts"), "utf8"));
  });

  it("contains the middleware that the tests of the examples run", () => {
    const programs = snippets.filter(({ name }) => name.startsWith("docs/recipes.md")).map(({ code }) => code);
    expect(programs).toContain(readFileSync(join(workspace, "pace-calls.ts"), "utf8"));
  });

  it("compiles under the project's own rules", async () => {
    const config = join(folder, "tsconfig.json");
    const extended = relative(folder, resolve(workspace, "tsconfig.json"));
    writeFileSync(
      config,
      JSON.stringify({ extends: extended, compilerOptions: { noUnusedLocals: false }, include: ["*.ts"] }),
    );
    expect(await failureOf("tsc", ["-p", config])).toBe("");
  });

  it.each(snippets)("runs: $name", async ({ file }) => {
    expect(await failureOf(process.execPath, [file])).toBe("");
  });
});
