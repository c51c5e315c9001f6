import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { startEmulator } from "@org/emulator";
import { describe, expect, it } from "vitest";
import { bin, waitForExit, startVigiles } from "../support/process.js";

const bundle = join(dirname(bin), "..", "dist", "command");
/** Required ahead of the command: says at its end which files were loaded, on a descriptor of its own. */
const observer = join(import.meta.dirname, "..", "support", "loaded-files.cjs");

interface Loaded {
  readonly exit: number;
  /** Relative to the bundle. */
  readonly files: readonly string[];
  /** Modules of Node, as `process.moduleLoadList` names them. */
  readonly builtins: readonly string[];
}

/** Runs the command, and returns what it loads. */
async function loadedBy(argv: readonly string[]): Promise<Loaded> {
  const { exit, stderr } = await waitForExit(startVigiles(argv, { NODE_OPTIONS: `--require=${observer}` }));
  const { files, builtins }: Omit<Loaded, "exit"> = JSON.parse(stderr.trim().split("\n").at(-1) ?? "{}");
  const own = files.filter((file) => file !== observer && file !== bin).map((file) => relative(bundle, file));
  return { exit, files: own, builtins };
}

describe("the bundled command", () => {
  it("loads nothing but its own few files for a request", async () => {
    await using emulator = await startEmulator();
    const { exit, files } = await loadedBy(["-k", emulator.keyFile, "-u", emulator.http, "heartbeat"]);
    expect(exit).toBe(0);
    expect(files).toContain("bin.cjs");
    expect(files.filter((file) => !/^[^/]+\.cjs$/.test(file))).toEqual([]);
    expect(files.length).toBeLessThan(30);
  });

  it.each(["version", "--version"])("loads next to nothing for %s", async (word) => {
    const { exit, files, builtins } = await loadedBy([word]);
    expect(exit).toBe(0);
    expect(files.length).toBeLessThan(4);
    expect(builtins).toContain("NativeModule fs");
    // Node loads it for the stream of an output that is a pipe.
    expect(builtins).not.toContain("NativeModule net");
  });

  it("carries the licence of every package in it", () => {
    const text = readFileSync(join(bundle, "LICENSES.txt"), "utf8");
    for (const name of ["commander", "tough-cookie", "tldts", "got"])
      expect(text).toMatch(new RegExp(`^${name} \\d`, "m"));
  });
});
