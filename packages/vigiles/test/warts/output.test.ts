import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { prepareCommand } from "../support/prepare-command.js";
import type { TestResponse } from "../support/servers/loopback.js";
import { account } from "../support/workspace.js";

// A wart is a known oddity of the original Python command, which this command keeps or mends. `warts.json` lists all of them, with what
// the original does and what happens here; each test has the number of its wart.

const scan = {
  manifest_token: "m",
  cves: { openssl: [{ cve_id: "CVE-2014-0160", version: "1.0.1f", cvss: "9.8", status: "Unfixed" }] },
};

describe("output", () => {
  it("wart 1: an error goes to standard error, with an exit code for its kind", async () => {
    for (const [status, exit] of [
      [403, 4],
      [404, 5],
      [500, 7],
    ] as const) {
      await using command = await prepareCommand(() => ({ status, body: { message: "no" } }));
      const run = await command.run(["--retries", "0", "about"]);
      expect([run.exit, run.stderr]).toStrictEqual([exit, expect.stringContaining("vigiles: HTTP_STATUS: ")]);
    }
  });

  it("wart 2: results are JSON, and compact with -f", async () => {
    await using command = await prepareCommand(() => ({ body: [{ manifest_name: "a'b", manifest_token: null }] }));
    const spread = await command.run(["manifest", "list"]);
    const compact = await command.run(["-f", "manifest", "list"]);
    expect(JSON.parse(spread.stdout)).toStrictEqual([{ manifest_name: "a'b", manifest_token: null }]);
    expect(compact.stdout).toBe('[{"manifest_name":"a\'b","manifest_token":null}]\n');
  });

  it("wart 3: a retry is reported on standard error, and a download to standard output keeps its bytes", async () => {
    const responses: TestResponse[] = [{ status: 503, headers: { "retry-after": "0" } }, { body: "bytes" }];
    await using command = await prepareCommand(() => responses.shift() ?? { status: 500 });
    const run = await command.run(["--verbose", "report", "download", "csv", "rt", "--stdout"]);
    expect([run.exit, run.stdout]).toStrictEqual([0, "bytes"]);
    expect(run.stderr).toContain("503");
  });

  it("wart 10: bytes of a download that ends without a newline get none", async () => {
    const bytes = Buffer.from("%PDF-1.7 \u0000\u00ff", "latin1");
    await using command = await prepareCommand(() => ({ body: bytes }));
    const path = command.files.path("r.pdf");
    await command.run(["report", "download", "pdf", "rt", "-o", path]);
    expect(readFileSync(path)).toStrictEqual(bytes);
    expect((await command.run(["report", "download", "pdf", "rt", "--stdout"])).bytes).toStrictEqual(bytes);
  });

  it("wart 11: a dry run of a download prints the request, and writes no file", async () => {
    await using command = await prepareCommand();
    for (const argv of [
      ["report", "download", "pdf", "rt"],
      ["manifest", "download", "m"],
    ]) {
      const run = await command.run(["--dry-run", ...argv, "-o", command.files.path("f")]);
      expect([run.exit, JSON.parse(run.stdout)]).toMatchObject([0, { method: "GET", hmac_msg: expect.any(String) }]);
    }
    expect(existsSync(command.files.path("f"))).toBe(false);
    expect(command.server.requests).toHaveLength(0);
  });

  it("wart 20: an exported report is written under the very name given, and a failure to do so is one", async () => {
    await using command = await prepareCommand();
    const { files } = command;
    const upload = ["manifest", "upload", files.write("s.json", "{}"), "--export-format", "csv", "--export-path"];
    expect((await command.run([...upload, files.path("report.data")])).exit).toBe(0);
    expect(readFileSync(files.path("report.data"), "utf8")).toBe("exported");
    expect((await command.run([...upload, files.path("report.data"), "--no-clobber"])).exit).toBe(6);
    expect((await command.run([...upload, files.path("none/report.csv")])).exit).toBe(2);
  });

  it("wart 21: the level of the log is a flag, and an odd LOG_LEVEL stops nothing", async () => {
    await using command = await prepareCommand();
    expect(await command.run(["version"], { env: { LOG_LEVEL: "whatever" } })).toMatchObject({ exit: 0, stderr: "" });
    expect((await command.run(["heartbeat"], { env: { LOG_LEVEL: "debug" } })).stderr).toContain("debug: ");
    const upload = ["manifest", "upload", command.files.write("s.json", "{}"), "-E", "npm,NPM"];
    expect((await command.run(upload)).stderr).toContain("NPM");
    expect((await command.run([...upload, "--quiet"])).stderr).toBe("");
    expect((await command.run([...upload, "--log-level", "error"])).stderr).toBe("");
  });

  it("wart 30: a dry run says that its signature is usable, never shows the key, and an open key file is warned of", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["--dry-run", "heartbeat"]);
    expect(run.stderr).toContain("can be used by anyone who sees it");
    expect(run.stdout + run.stderr).not.toContain(account.key);
    const open = command.files.write("open", { email: "a@b.c", key: account.key }, 0o644);
    expect((await command.run(["-k", open, "heartbeat"])).stderr).toContain("chmod 600");
  });

  it("wart 32: a build can fail on the severity of its findings", async () => {
    await using command = await prepareCommand(() => ({ body: scan }));
    const sbom = command.files.write("s.json", "{}");
    for (const argv of [
      ["manifest", "upload", sbom],
      ["manifest", "rescan", "m"],
      ["manifest", "latest-report", "m"],
    ]) {
      const run = await command.run([...argv, "--fail-on", "critical"]);
      expect([run.exit, run.stderr]).toStrictEqual([11, expect.stringContaining("CVE-2014-0160")]);
    }
  });
});
