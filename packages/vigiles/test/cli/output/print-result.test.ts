import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Sink } from "../../../src/cli/io.js";
import { main } from "../../../src/cli/main.js";
import { jsonText } from "../../../src/util/printable.js";
import { loopback } from "../../support/servers/loopback.js";
import { workspace } from "../../support/workspace.js";
import { vigiles } from "../../support/command.js";
import { runWithBody } from "../../support/run-with-body.js";
import { smallScan } from "../../support/scans.js";

describe("a result", () => {
  it("is one JSON document without a terminal", async () => {
    const { stdout, stderr, exit } = await runWithBody({ ok: true }, ["heartbeat"]);
    expect({ stdout, stderr, exit }).toStrictEqual({ stdout: '{\n  "ok": true\n}\n', stderr: "", exit: 0 });
  });

  it.each([[["-f", "heartbeat"]], [["heartbeat", "--no-format"]], [["test", "--output", "raw"]]])(
    "is compact JSON by %j",
    async (argv) => {
      expect((await runWithBody({ ok: true }, argv)).stdout).toBe('{"ok":true}\n');
    },
  );

  it("is a table on a terminal, and with --output table", async () => {
    const rows = [
      { manifest_name: "a", manifest_token: "m1" },
      { manifest_name: "b", extra: { x: 1 } },
    ];
    for (const { stdout } of [
      await runWithBody(rows, ["manifest", "list"], { terminal: true }),
      await runWithBody(rows, ["--output", "table", "manifest", "list"]),
    ]) {
      expect(stdout).toContain("manifest_name");
      expect(stdout).toMatch(/^b +\{"x":1\}$/m);
    }
  });

  it("of a scan is a table of its findings", async () => {
    const { stdout } = await runWithBody(smallScan, ["--output", "table", "manifest", "latest-report", "m"]);
    expect(stdout).toMatch(/^openssl {2}1\.0\.1f {3}CVE-2014-0160 {2}7\.5 {3}high/m);
    expect(stdout).toContain("findings: 1, open: 1");
  });

  it("can't steer a terminal", async () => {
    const evil = [{ manifest_name: "\u001b]0;x\u0007\u202e\u009b31m\r\nrow" }];
    for (const output of ["table", "json"]) {
      const { stdout } = await runWithBody(evil, ["--output", output, "manifest", "list"]);
      for (const character of "\u001b\u0007\u202e\u009b\r") expect(stdout).not.toContain(character);
    }
    expect(JSON.parse((await runWithBody(evil, ["manifest", "list"])).stdout)).toStrictEqual(evil);
  });

  it("is well-formed Unicode, whatever the server sends", () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("\ud800", "a\udc00", "\\ud800", "\\\ud800", "\\\\ud800"),
    );
    fc.assert(
      fc.property(odd, odd, (name, value) => {
        const parsed = JSON.parse(jsonText([{ [name]: value }], 2)) as readonly [object];
        expect(Object.entries(parsed[0])).toStrictEqual([[name.toWellFormed(), value.toWellFormed()]]);
      }),
    );
  });

  it("that nobody reads is given up when the command is interrupted", async () => {
    const interruption = new AbortController();
    const stdout: Sink = { write: () => interruption.abort("SIGTERM") };
    const stderr: Sink = { write: (_, done) => done() };
    await using server = await loopback(() => ({ body: [] }));
    using files = workspace();
    const env = { VIGILES_KEY_FILE: files.keyFile(), LINUXLINK_SERVER: server.url };
    const io = { stdout, stderr, stdin: Readable.from([]), env, signal: interruption.signal };
    expect(await main(["manifest", "list"], io)).toBe(143);
  });

  it("prints the version as text, and as JSON with --output json", async () => {
    const manifest = JSON.parse(readFileSync(new URL("../../../package.json", import.meta.url), "utf8")) as {
      version: string;
    };
    expect((await vigiles(["version"])).stdout).toBe(`${manifest.version}\n`);
    expect((await vigiles(["version", "--output", "json"])).stdout).toBe(`"${manifest.version}"\n`);
    expect((await vigiles(["version"], { env: { LOG_LEVEL: "Nonsense" } })).exit).toBe(0);
  });
});
