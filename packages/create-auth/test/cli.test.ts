import { execFile } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { scratch } from "./support/scratch.js";

const bin = resolve(import.meta.dirname, "../bin/create-auth.js");

/** The end of a process. */
interface ProcessResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(cwd: string, ...args: readonly string[]): Promise<ProcessResult> {
  return runIn({ cwd }, ...args);
}

async function runIn(
  options: { cwd: string; env?: NodeJS.ProcessEnv },
  ...args: readonly string[]
): Promise<ProcessResult> {
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [bin, ...args], options)) };
  } catch (error) {
    return error as ProcessResult;
  }
}

it("writes a package, and says which files and what comes next", async () => {
  const cwd = scratch();
  const { code, stdout, stderr } = await run(cwd, "my-scheme", "--kind", "renewal");
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("my-scheme-auth/src/auth.ts");
  expect(stdout).toContain("cd my-scheme-auth");
  expect(existsSync(join(cwd, "my-scheme-auth/src/log-in.ts"))).toBe(true);
});

it("creates a signer if no kind is given and there is no terminal", async () => {
  const cwd = scratch();
  expect((await run(cwd, "my-scheme")).code).toBe(0);
  expect(existsSync(join(cwd, "my-scheme-auth/src/signature.ts"))).toBe(true);
});

it.each([
  ["no name", [], "Give a name"],
  ["a bad name", ["My_Scheme"], "my-scheme"],
  ["a bad kind", ["x", "--kind", "token"], "signer, challenge, login, renewal"],
  ["an unknown flag", ["x", "--knd", "login"], "--kind"],
  ["two names", ["x", "y"], "too many arguments"],
])("ends with one line on stderr for %s", async (_title, args, words) => {
  const cwd = scratch();
  const { code, stdout, stderr } = await run(cwd, ...args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(words);
  expect(existsSync(join(cwd, "x-auth"))).toBe(false);
});

it.each([
  ["--kind renewal", "true", ["x", "renewal"]],
  ["--kind=renewal", "renewal", ["x"]],
])("says what to write if npm took %s", async (_title, npm_config_kind, args) => {
  const cwd = scratch();
  const { code, stdout, stderr } = await runIn({ cwd, env: { ...process.env, npm_config_kind } }, ...args);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("Write -- before the options: npm create @org/auth my-scheme -- --kind renewal");
  expect(existsSync(join(cwd, "x-auth"))).toBe(false);
});

it("takes a kind that is given twice, before and behind --", async () => {
  const env = { ...process.env, npm_config_kind: "login" };
  const cwd = scratch();
  expect((await runIn({ cwd, env }, "x", "--kind", "renewal")).code).toBe(0);
  expect(existsSync(join(cwd, "x-auth/src/log-in.ts"))).toBe(true);
});

describe("output", () => {
  const steering = "\u001b]0;title\u0007\u001b[31m\r\u009b1m\u202e\u2066\u200b";

  it.each([
    ["a name", [steering]],
    ["a kind", ["x", "--kind", steering]],
    ["an option", [`--${steering}`]],
    ["too many names", ["x", steering]],
  ])("never steers the terminal by %s", async (_title, args) => {
    const { code, stdout, stderr } = await run(scratch(), ...args);
    expect(code).toBe(1);
    expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });

  it("never steers the terminal by a folder's name", async () => {
    const cwd = join(scratch(), steering.replaceAll("/", ""));
    mkdirSync(join(cwd, "my-scheme-auth"), { recursive: true });
    const refused = await run(cwd, "my-scheme");
    const written = await run(cwd, "other");
    expect([refused.code, written.code]).toEqual([1, 0]);
    expect(refused.stderr).toContain("\\u{1b}");
    for (const { stdout, stderr } of [refused, written]) expect(stdout + stderr).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  });
});
