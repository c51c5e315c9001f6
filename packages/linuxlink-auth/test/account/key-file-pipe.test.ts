import { spawnSync } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { scratch } from "../support/scratch.js";

const good = { email: "user@example.com", key: "canary-5f2c9e7b1d" };
const json = JSON.stringify(good);
const readers = fileURLToPath(new URL("../../dist/index.js", import.meta.url));
/** Prints the address in a key file, or the error's code and message. */
const program = `
  const { readKeyFile } = await import(${JSON.stringify(readers)});
  try { console.log(readKeyFile(process.argv[1]).email); } catch ({ code, message }) { console.log(code, message); }
`;
const argv = ["--input-type=module", "-e", program, "--"];
const limit = { timeout: 20_000, encoding: "utf8" } as const;

/** Runs a shell command in which `read_key PATH` is the program above. */
function shell(command: string, input?: string): string {
  const script = `read_key() { "$NODE" --input-type=module -e "$PROGRAM" -- "$@"; }\n${command}`;
  const env = { ...process.env, NODE: process.execPath, PROGRAM: program };
  using files = scratch();
  return spawnSync("bash", ["-c", script], { ...limit, env, input, cwd: files.folder }).stdout.trim();
}

describe("a key file is read", () => {
  it.each([
    ["standard input", `read_key -`],
    ["a pipe by its name", `cat | read_key /dev/stdin`],
    ["a process substitution", `read_key <(cat)`],
    ["a slow process substitution", `read_key <(sleep 0.2; head -c 9; sleep 0.2; cat)`],
    ["a named pipe whose writer waits", `mkfifo pipe; exec 4<&0; cat <&4 > pipe & sleep 0.2; read_key pipe`],
    ["a writer that has ended", `exec 3< <(cat); sleep 0.3; read_key /dev/fd/3`],
  ])("from %s", (_, command) => {
    expect(shell(command, json)).toBe(good.email);
  });

  it("from a file behind standard input, whose permissions count", () => {
    using files = scratch();
    const outputs = [0o600, 0o666].map((mode) => {
      const descriptor = openSync(files.write("key", good, mode), "r");
      const { stdout } = spawnSync(process.execPath, [...argv, "-"], { ...limit, stdio: [descriptor, "pipe", "pipe"] });
      closeSync(descriptor);
      return stdout;
    });
    expect(outputs).toEqual([`${good.email}\n`, expect.stringContaining("KEY_FILE_UNSAFE")]);
  });
});

describe("what is refused instead of a key file", () => {
  it.each([
    ["an empty pipe", `read_key - < <(true)`],
    ["more than 64 KB from a pipe", `read_key <(head -c 70000 /dev/zero)`],
    ["a device as standard input", `read_key - < /dev/zero`],
    ["closed standard input", `read_key - <&-`],
  ])("%s", (_, command) => {
    expect(shell(command)).toMatch(/^KEY_FILE_UNREADABLE /);
  });

  it("text that is not JSON, without quoting it", () => {
    expect(shell("read_key -", `// ${json}`)).toMatch(/^KEY_FILE_INVALID (?!.*canary)/);
  });
});
