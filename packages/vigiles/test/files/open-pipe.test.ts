import { execFileSync } from "node:child_process";
import { constants, createWriteStream, openSync } from "node:fs";
import { PassThrough } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { exitCodes, main } from "../../src/cli/main.js";
import { inputValue } from "../../src/files/text-input.js";
import { impatientClock } from "../support/impatient-clock.js";
import { startVigiles, waitForExit } from "../support/process.js";
import { loopback, type Loopback } from "../support/servers/loopback.js";
import { testClient } from "../support/test-client.js";
import { workspace, type Workspace } from "../support/workspace.js";

function pipeIn(files: Workspace): string {
  execFileSync("mkfifo", [files.path("pipe")]);
  return files.path("pipe");
}

/** Opens a pipe for writing when a program reads it, and not before. */
async function openForWriting(path: string): Promise<number> {
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (Reflect.get(error as Error, "code") !== "ENXIO") throw error;
      await setImmediate();
    }
  }
}

describe("an input that is a named pipe", () => {
  it("is read to its end, whenever its writer comes", async () => {
    using files = workspace();
    const path = pipeIn(files);
    const text = "text".repeat(100_000);
    const reading = inputValue({ file: path }, "SBOM");
    createWriteStream("", { fd: await openForWriting(path) }).end(text);
    expect(await reading).toBe(text);
  });

  it("without a writer ends when the call is aborted", async () => {
    using files = workspace();
    const path = pipeIn(files);
    const ending = new AbortController();
    const reading = inputValue({ file: path }, "SBOM", ending.signal);
    await openForWriting(path);
    ending.abort(new Error("enough"));
    await expect(reading).rejects.toThrow("enough");
  });

  it("without a writer ends with the time limit of the upload", async () => {
    await using server = await loopback(() => ({ body: {} }));
    using files = workspace();
    const path = pipeIn(files);
    const clock = manualClock();
    await using client = testClient(server.url, { clock, timeoutMs: 5000 });
    const upload = client.manifests.upload({ file: path, groupToken: "g" }).catch((reason: unknown) => reason);
    await openForWriting(path);
    await clock.advance(5000);
    expect(await upload).toMatchObject({ code: "TIMEOUT" });
    expect(server.requests).toEqual([]);
  });

  it.each([
    ["the SBOM", (pipe: string) => [pipe]],
    ["the kernel config", (pipe: string, sbom: string) => [sbom, "--kernel-config", pipe]],
    ["the U-Boot config", (pipe: string, sbom: string) => [sbom, "--uboot-config", pipe]],
  ])("as %s without a writer leaves a process that a signal ends", async (_, args) => {
    await using server = await loopback(() => ({ body: {} }));
    using files = workspace();
    const path = pipeIn(files);
    const child = startOn(server, files, args(path, files.write("sbom.json", "{}")));
    await openForWriting(path);
    child.kill("SIGTERM");
    expect(await waitForExit(child)).toMatchObject({ exit: 143, stderr: expect.stringContaining("INTERRUPTED") });
    expect(server.requests).toEqual([]);
  });
});

describe("standard input that never ends", () => {
  it("ends with --timeout", async () => {
    using files = workspace();
    const clock = impatientClock();
    let stderr = "";
    const sink = { write: (_chunk: unknown, done: () => void) => done() };
    const errors = { write: (chunk: unknown, done: () => void) => ((stderr += String(chunk)), done()) };
    const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: "http://127.0.0.1:9" };
    const io = { stdout: sink, stderr: errors, stdin: new PassThrough(), env, clock };
    expect(await main(["--timeout", "5", "manifest", "upload", "-", "-g", "g"], io)).toBe(exitCodes.timeout);
    expect(stderr).toContain("TIMEOUT");
  });
});

function startOn(server: Loopback, files: Workspace, args: readonly string[]) {
  const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url, VIGILES_EDITION: "groups" };
  return startVigiles(["manifest", "upload", ...args, "-g", "g"], env);
}
