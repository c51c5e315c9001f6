import { execFileSync, spawn } from "node:child_process";
import { closeSync, constants, lstatSync, openSync, readFileSync, symlinkSync, writeSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { atomicWrite } from "../../src/files/atomic-write.js";
import { writeDevice } from "../../src/files/write-device.js";
import { read } from "../support/process.js";
import { workspace, type Workspace } from "../support/workspace.js";

/** More than a pipe holds. */
const bytes = Buffer.from("text".repeat(100_000));

/** In chunks, as a download arrives. */
async function* inChunks(): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 30_000) yield bytes.subarray(at, at + 30_000);
}

/** A named pipe and a program that copies what it reads from it. */
function pipeWithReader(files: Workspace): { readonly path: string; readonly received: Promise<string> } {
  const path = files.path("pipe");
  execFileSync("mkfifo", [path]);
  // Opened without waiting for a writer. The program inherits it, and starts to read late.
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const reader = spawn(
    "sh",
    ["-c", "sleep 0.1; exec python3 -c 'import os,sys\nos.set_blocking(0, True)\nsys.stdout.write(sys.stdin.read())'"],
    {
      stdio: [descriptor, "pipe", "inherit"],
    },
  );
  closeSync(descriptor);
  return { path, received: read(reader.stdout) };
}

describe("a named pipe", () => {
  it.each([
    ["bytes", () => bytes],
    ["chunks", inChunks],
  ])("receives all %s, which are more than it holds at once, and stays a pipe", async (_what, content) => {
    using files = workspace();
    const { path, received } = pipeWithReader(files);
    await atomicWrite(path, content());
    expect(await received).toBe(bytes.toString());
    expect(lstatSync(path).isFIFO()).toBe(true);
  });

  it("without a reader is an error at once", async () => {
    using files = workspace();
    execFileSync("mkfifo", [files.path("pipe")]);
    await expect(atomicWrite(files.path("pipe"), bytes)).rejects.toMatchObject({
      code: "OUTPUT_FAILED",
      message: expect.stringContaining("no program reads from the pipe"),
    });
  });

  it("whose reader is slow can be left by an abort", async () => {
    using files = workspace();
    execFileSync("mkfifo", [files.path("pipe")]);
    const descriptor = openSync(files.path("pipe"), constants.O_RDONLY | constants.O_NONBLOCK);
    const abort = new AbortController();
    const writing = atomicWrite(files.path("pipe"), bytes, { signal: abort.signal });
    abort.abort();
    await expect(writing).rejects.toMatchObject({ code: "OUTPUT_FAILED" });
    closeSync(descriptor);
  });
});

describe("a descriptor", () => {
  it("of a file is written after what it holds, and the file stays", async () => {
    using files = workspace();
    const descriptor = openSync(files.path("log"), "w");
    writeSync(descriptor, "first ");
    symlinkSync(`/dev/fd/${descriptor}`, files.path("link"));
    await atomicWrite(files.path("link"), Buffer.from("second "));
    writeSync(descriptor, "third");
    closeSync(descriptor);
    expect(readFileSync(files.path("log"), "utf8")).toBe("first second third");
    expect(lstatSync(files.path("link")).isSymbolicLink()).toBe(true);
  });

  it("that can't be written is an error, and nothing is replaced", async () => {
    using files = workspace();
    const descriptor = openSync(files.write("input", "kept"), "r");
    symlinkSync(`/dev/fd/${descriptor}`, files.path("link"));
    await expect(atomicWrite(files.path("link"), bytes)).rejects.toMatchObject({ code: "OUTPUT_FAILED" });
    closeSync(descriptor);
    expect(lstatSync(files.path("link")).isSymbolicLink()).toBe(true);
    expect(readFileSync(files.path("input"), "utf8")).toBe("kept");
  });
});

describe("what has taken the place of a device since it was looked at", () => {
  it.each<[string, (files: Workspace) => string]>([
    ["a link", (files) => (symlinkSync(files.path("target"), files.path("o")), files.path("o"))],
    ["a file", (files) => files.path("target")],
    ["nothing", (files) => files.path("none")],
  ])("is not written: %s", async (_what, make) => {
    using files = workspace();
    files.write("target", "kept");
    expect(await writeDevice({ kind: "device", path: make(files) }, bytes)).toBe(false);
    expect(readFileSync(files.path("target"), "utf8")).toBe("kept");
  });
});
