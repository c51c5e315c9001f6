import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kinds } from "../src/kind.js";

const home = realpathSync(mkdtempSync(join(tmpdir(), "create-auth-slow-")));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The end of a process. */
interface ProcessResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a user outside this repository. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm|pnpm|vitest)_/i.test(name)));

async function run(cwd: string, command: string, ...args: readonly string[]): Promise<ProcessResult> {
  try {
    return { code: 0, ...(await promisify(execFile)(command, args, { cwd, env })) };
  } catch (error) {
    return error as ProcessResult;
  }
}

/** Runs a command that must succeed. If it fails, the error contains its output. */
async function succeed(cwd: string, command: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(cwd, command, ...args);
  if (code !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${code}\n${stdout}\n${stderr}`);
  return stdout;
}

async function pack(name: string): Promise<string> {
  const folder = join(home, name);
  mkdirSync(folder);
  await succeed(resolve(import.meta.dirname, "../..", name), "pnpm", "pack", "--pack-destination", folder);
  return join(folder, readdirSync(folder)[0] ?? "");
}

/** The lines from the scheme's `apply` on that can be removed one by one. Each adds a part of the proof. */
function linesOfApply(source: string): readonly string[] {
  const lines = source.split("\n");
  const start = lines.findIndex((line) => /^ {4}(async )?apply\b/.test(line));
  const end = lines.findIndex((line, index) => index > start && /^ {2}\};/.test(line));
  return lines.slice(start + 1, end).filter((line) => /^ +(const|"?[\w-]+"?:).*[;,]$/.test(line));
}

/** What a failing check has to say: which part of the proof the service misses, or which name the code does. */
const saysWhat =
  /(authorization|x-made-by-me-\w+) is missing|(timestamp|keyId|access|use|authorization) is not defined|observe must/;

let [core, creator] = ["", ""];
beforeAll(async () => {
  [core, creator] = await Promise.all([pack("http-core"), pack("create-auth")]);
});

describe.each(Object.keys(kinds))("a package of kind %s, made from the published one", (kind) => {
  const parent = join(home, `as-${kind}`);
  const folder = join(parent, "made-by-me-auth");
  beforeAll(async () => {
    mkdirSync(parent);
    const command = ["create-auth", "made-by-me", "--kind", kind];
    await succeed(parent, "npm", "exec", "--yes", "--prefer-offline", `--package=${creator}`, "--", ...command);
    await succeed(folder, "npm", "install", "--save-dev", "--prefer-offline", "--no-audit", "--no-fund", core);
  });

  it("asks for real versions", () => {
    const text = readFileSync(join(folder, "package.json"), "utf8");
    expect(text).not.toMatch(/workspace:|catalog:/);
    expect(JSON.parse(text)).toMatchObject({ devDependencies: { vitest: expect.stringMatching(/^\^\d/) } });
  });

  it.each(["lint", "typecheck", "build", "test", "check:package"])("passes %s untouched", async (script) => {
    expect((await succeed(folder, "npm", "run", script)).length).toBeGreaterThan(0);
  });

  it("has a README whose example runs", async () => {
    await succeed(folder, "npm", "run", "build");
    const [, code = ""] = /^```ts\n([\s\S]*?)^```/m.exec(readFileSync(join(folder, "README.md"), "utf8")) ?? [];
    const program = join(folder, "example.mjs");
    writeFileSync(program, code);
    expect(await succeed(folder, process.execPath, program)).toMatch(/^(200|[0-9a-f]{64})\n$/);
    rmSync(program);
  });

  it("fails its suite, and says what broke, for each line that apply lacks", async () => {
    const path = join(folder, "src/auth.ts");
    const source = readFileSync(path, "utf8");
    const lines = linesOfApply(source);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      writeFileSync(path, source.replace(`${line}\n`, ""));
      const { code, stdout, stderr } = await run(folder, "npm", "test", "--", "test/auth.test.ts");
      expect([line, code]).toEqual([line, 1]);
      expect(stdout + stderr).toMatch(saysWhat);
    }
    writeFileSync(path, source);
    await succeed(folder, "npm", "test");
  });
});
