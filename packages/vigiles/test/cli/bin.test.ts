import type { ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { printedCode } from "../support/failure.js";
import { stallingServer, unresponsiveServer } from "../support/servers/broken-server.js";
import { loopback, type TestResponse, type SeenRequest } from "../support/servers/loopback.js";
import { waitForExit, read, startVigiles } from "../support/process.js";
import { workspace, type Workspace } from "../support/workspace.js";

function start(files: Workspace, url: string, ...argv: readonly string[]): ChildProcess {
  return startVigiles(["-k", files.keyFile(), "-u", url, ...argv], { HOME: files.folder });
}

describe("the command in a process of its own", () => {
  it("prints JSON and exits 0", async () => {
    await using server = await loopback(() => ({ body: { ok: true } }));
    using files = workspace();
    expect(await waitForExit(start(files, server.url, "-f", "heartbeat"))).toStrictEqual({
      exit: 0,
      stdout: '{"ok":true}\n',
      stderr: "",
      bytes: Buffer.from('{"ok":true}\n'),
    });
  });

  it.each(["version", "--version"])("prints its version by %s", async (word) => {
    const run = await waitForExit(startVigiles([word], {}));
    const stdout = expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/);
    expect(run).toStrictEqual({ exit: 0, stdout, stderr: "", bytes: Buffer.from(run.stdout) });
  });

  it("prints its version quietly if the reader has closed the pipe", async () => {
    const child = startVigiles(["--version"], {});
    child.stdout?.destroy();
    const exit = new Promise((resolve) => child.once("exit", resolve));
    expect(await read(child.stderr)).toBe("");
    expect(await exit).toBe(0);
  });

  it("prints one line and exits with the error's code", async () => {
    await using server = await loopback(() => ({ status: 403, body: { message: "bad signature" } }));
    using files = workspace();
    const { exit, stdout, stderr } = await waitForExit(start(files, server.url, "heartbeat"));
    expect([exit, printedCode(stdout)]).toStrictEqual([4, "HTTP_STATUS"]);
    expect(stderr).toMatch(/^vigiles: HTTP_STATUS: [^\n]*bad signature[^\n]*\n {2}hint: [^\n]+\n$/);
  });

  it("stays alive through the pause before a repeat", async () => {
    const responses: TestResponse[] = [{ status: 503, body: {} }, { body: [] }];
    await using server = await loopback(() => responses.shift() ?? { status: 500 });
    using files = workspace();
    expect(await waitForExit(start(files, server.url, "manifest", "list"))).toMatchObject({ exit: 0, stdout: "[]\n" });
    expect(server.requests).toHaveLength(2);
  });

  it("ends quietly when the reader closes the pipe", async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => ({
      manifest_name: `name ${index}`,
      manifest_token: "m",
    }));
    await using server = await loopback(() => ({ body: rows }));
    using files = workspace();
    const child = start(files, server.url, "manifest", "list");
    child.stdout?.once("data", () => child.stdout?.destroy());
    const exit = new Promise((resolve) => child.once("exit", resolve));
    expect(await read(child.stderr)).toBe("");
    expect(await exit).toBe(0);
  });

  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const)("stops at %s promptly, without a file", async (signal, code) => {
    const asked = Promise.withResolvers<SeenRequest>();
    await using server = await unresponsiveServer(asked.resolve);
    using files = workspace();
    const child = start(files, server.url, "report", "download", "csv", "rt", "-o", files.path("r.csv"));
    await asked.promise;
    // The server never responds, so that only the signal ends the command.
    child.kill(signal);
    const { exit, stdout, stderr } = await waitForExit(child);
    expect([exit, stdout]).toStrictEqual([code, ""]);
    expect(stderr).toBe("vigiles: INTERRUPTED: stopped before the end\n");
    expect(readdirSync(files.folder)).toStrictEqual(["linuxlink_key"]);
  });

  it("stops in the middle of a download, and leaves no part of it", async () => {
    const begun = Promise.withResolvers<void>();
    await using server = await stallingServer(begun.resolve);
    using files = workspace();
    const child = start(files, server.url, "report", "download", "csv", "rt", "-o", files.path("r.csv"));
    await begun.promise;
    child.kill("SIGTERM");
    expect((await waitForExit(child)).exit).toBe(143);
    expect(readdirSync(files.folder)).toStrictEqual(["linuxlink_key"]);
  });

  it("stops while it waits for standard input", async () => {
    await using server = await loopback(() => ({ body: {} }));
    using files = workspace();
    const argv = ["-k", files.keyFile(), "-u", server.url, "--debug", "manifest", "upload", "-"];
    const child = startVigiles(argv, { HOME: files.folder }, "pipe");
    // It has taken what there is once it wants more than a pipe holds.
    await new Promise<void>((resolve) => child.stdin?.write("x".repeat(1_000_000), () => resolve()));
    child.kill("SIGINT");
    expect((await waitForExit(child)).exit).toBe(130);
    expect(server.requests).toHaveLength(0);
  });
});
