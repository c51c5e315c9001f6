import { describe, expect, it } from "vitest";
import { progressText } from "../../../src/cli/context/progress-bar.js";
import { readGlobalOptions } from "../../../src/cli/options/global-options.js";
import { createIndicator } from "../../../src/cli/context/progress-indicator.js";
import { main } from "../../../src/cli/main.js";
import { program } from "../../support/command-tree.js";
import { prepareCommand, type PreparedCommand } from "../../support/prepare-command.js";
import { plainService } from "../../support/servers/plain-service.js";
import { Terminal } from "../../support/terminal.js";
import { PassThrough } from "node:stream";

/** Runs the command with standard error on a terminal. */
async function onTerminal(command: PreparedCommand, argv: readonly string[], terminal: Terminal): Promise<number> {
  const stdout = { write: (_chunk: unknown, done: () => void) => done() };
  return await main(argv, { stdout, stderr: terminal, stdin: new PassThrough(), env: command.env });
}

describe("progress", () => {
  it.each([
    [{ bytes: 0, totalBytes: 2_000_000 }, "░░░░░░░░░░░░░░░░░░░░░░░░   0 % of 2.0 MB"],
    [{ bytes: 1_000_000, totalBytes: 2_000_000 }, "████████████░░░░░░░░░░░░  50 % of 2.0 MB"],
    [{ bytes: 999, totalBytes: 999 }, "████████████████████████ 100 % of 999 B"],
    [{ bytes: 1000, totalBytes: undefined }, "1.0 kB"],
    [{ bytes: 0, totalBytes: undefined }, "0 B"],
    [{ bytes: 5, totalBytes: 0 }, "5 B"],
    [{ bytes: 3_200_000_000_000, totalBytes: undefined }, "3200.0 GB"],
  ])("%j reads %s", (progress, text) => {
    expect(progressText({ ...progress, attempt: 1 })).toBe(text);
  });

  it("of an upload is a bar on a terminal, gone before the result", async () => {
    const terminal = new Terminal();
    await using command = await prepareCommand(async (seen) => {
      await terminal.shows("100 %");
      return plainService(seen);
    });
    const sbom = command.files.write("s.json", "{}".padEnd(400_000));
    expect(await onTerminal(command, ["manifest", "upload", sbom], terminal)).toBe(0);
    expect(terminal.drawn).toContain("vigiles manifest upload: sent ████████████████████████ 100 % of ");
    expect(terminal.drawn.slice(terminal.drawn.lastIndexOf("\u001b[?25h"))).not.toContain("vigiles");
    // Only what every terminal knows: hide and show the cursor, move it, and remove text.
    const sequences = terminal.drawn.split("\u001b").slice(1);
    expect(sequences.filter((sequence) => !/^\[(?:\?25[hl]|\d*[AGKm])/.test(sequence))).toEqual([]);
  });

  it("of a download is what has come so far", async () => {
    const terminal = new Terminal();
    await using command = await prepareCommand(async () => {
      await terminal.shows("vigiles report download");
      return { body: "x".repeat(100_000) };
    });
    expect(await onTerminal(command, ["report", "download", "csv", "rt", "--stdout"], terminal)).toBe(0);
  });

  it.each([
    [["manifest", "upload", "sbom"], "; scanning"],
    [["manifest", "rescan", "m"], "; scanning"],
    [["manifest", "upload", "sbom", "--upload-only"], "; waiting for the response"],
    [["heartbeat"], "; waiting for the response"],
  ])("of %j names what follows once all is sent: %s", async (argv, words) => {
    const terminal = new Terminal();
    await using command = await prepareCommand(async (seen) => {
      await terminal.shows(words);
      return plainService(seen);
    });
    const sbom = command.files.write("sbom", "{}");
    const args = argv.map((arg) => (arg === "sbom" ? sbom : arg));
    expect(await onTerminal(command, args, terminal)).toBe(0);
  });

  it("of a scan in the background is that it is queued, then that it runs", async () => {
    const terminal = new Terminal();
    const states = ["queued", "running", "succeeded"];
    await using command = await prepareCommand(async ({ method, path }) => {
      if (method === "POST") return { body: { job_id: "J-1" } };
      if (!path.includes("/jobs/")) return { body: { manifest_token: "m", cves: {} } };
      if (states.length === 3) await terminal.shows("manifest rescan: queued");
      if (states.length === 1) await terminal.shows("manifest rescan: scanning");
      return { body: { status: states.shift(), manifest_token: "m" } };
    });
    expect(await onTerminal(command, ["manifest", "rescan", "m", "--background"], terminal)).toBe(0);
  });

  it("of a job is its state", async () => {
    const terminal = new Terminal();
    let polls = 0;
    await using command = await prepareCommand(async () => {
      if (polls++ > 0) await terminal.shows("job is queued up");
      return { body: { status: polls > 1 ? "succeeded" : "queued\nup", manifest_token: "m" } };
    });
    expect(await onTerminal(command, ["job", "wait", "J-1"], terminal)).toBe(0);
  });

  it.each([
    ["a terminal", {}, {}, true],
    ["--quiet", { quiet: true }, {}, false],
    ["--dry-run", { dryRun: true }, {}, false],
    ["--debug, whose lines would run through it", { logLevel: "debug" }, {}, false],
  ] as const)("with %s is there: %j, %j, %j", async (_what, globals, env, there) => {
    const command = (await program()).commands[0];
    if (command === undefined) throw new Error("no command");
    const io = { stdout: new Terminal(), stderr: new Terminal(), stdin: new PassThrough(), env };
    const indicator = await createIndicator(io, { ...readGlobalOptions(command, {}), ...globals }, "x");
    expect(indicator.onUploadProgress !== undefined).toBe(there);
    const piped = { ...io, stderr: { write: () => true } };
    const inLog = await createIndicator(piped, { ...readGlobalOptions(command, {}), ...globals }, "x");
    expect(inLog.onPoll !== undefined).toBe(there);
  });

  it("makes way for a question", async () => {
    const terminal = new Terminal();
    await using command = await prepareCommand();
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    const stdout = { write: (_chunk: unknown, done: () => void) => done() };
    const running = main(["group", "delete", "G"], { stdout, stderr: terminal, stdin, env: command.env });
    await terminal.shows("[y/N]");
    stdin.write("y\n");
    expect([await running, command.server.requests.length]).toStrictEqual([0, 1]);
    expect(terminal.drawn.split("[y/N]")[0]).not.toContain("⠋");
  });
});
