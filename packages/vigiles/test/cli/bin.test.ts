import type { ChildProcess } from "node:child_process";
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loopback, type Answer, type Seen } from "../support/loopback.js";
import { finished, read, startVigiles } from "../support/process.js";
import { workspace, type Workspace } from "../support/workspace.js";

function start(files: Workspace, url: string, ...argv: readonly string[]): ChildProcess {
  return startVigiles(["-k", files.keyFile(), "-u", url, ...argv], { HOME: files.folder });
}

describe("the command in a process of its own", () => {
  it("prints JSON and exits 0", async () => {
    await using server = await loopback(() => ({ body: { ok: true } }));
    using files = workspace();
    expect(await finished(start(files, server.url, "-f", "heartbeat"))).toStrictEqual({
      exit: 0,
      stdout: '{"ok":true}\n',
      stderr: "",
    });
  });

  it("says one line and exits with the error's code", async () => {
    await using server = await loopback(() => ({ status: 403, body: { message: "bad signature" } }));
    using files = workspace();
    const { exit, stdout, stderr } = await finished(start(files, server.url, "heartbeat"));
    expect([exit, stdout]).toStrictEqual([4, ""]);
    expect(stderr).toMatch(/^vigiles: HTTP_STATUS: [^\n]*bad signature[^\n]*\n {2}hint: [^\n]+\n$/);
  });

  it("stays alive through the pause before a repeat", async () => {
    const answers: Answer[] = [{ status: 503, body: {} }, { body: [] }];
    await using server = await loopback(() => answers.shift() ?? { status: 500 });
    using files = workspace();
    expect(await finished(start(files, server.url, "manifest", "list"))).toMatchObject({ exit: 0, stdout: "[]\n" });
    expect(server.requests).toHaveLength(2);
  });

  it("ends quietly where nobody reads on", async () => {
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
    const asked = Promise.withResolvers<Seen>();
    await using server = await hanging(asked.resolve);
    using files = workspace();
    const child = start(files, server.url, "report", "download", "csv", "rt", "-o", files.path("r.csv"));
    await asked.promise;
    const sentAtMs = performance.now();
    child.kill(signal);
    const { exit, stdout, stderr } = await finished(child);
    expect([exit, stdout]).toStrictEqual([code, ""]);
    expect(stderr).toBe("vigiles: INTERRUPTED: stopped before the end\n");
    expect(performance.now() - sentAtMs).toBeLessThan(5000);
    expect(readdirSync(files.folder)).toStrictEqual(["linuxlink_key"]);
  });
});

/** A server that is asked and never answers. */
function hanging(onAsked: (seen: Seen) => void): ReturnType<typeof loopback> {
  return loopback((seen) => {
    onAsked(seen);
    return new Promise<never>(() => {});
  });
}
