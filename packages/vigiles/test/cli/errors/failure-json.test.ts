import { describe, expect, it } from "vitest";
import { prepareCommand } from "../../support/prepare-command.js";
import { account } from "../../support/workspace.js";

const missing = () => ({ status: 404, body: { message: "no such SBOM" } });

describe("a failure", () => {
  it("is one JSON document on standard output, with its code, status and exit code", async () => {
    await using command = await prepareCommand(missing);
    const { stdout, exit } = await command.run(["manifest", "info", "m"]);
    expect(exit).toBe(5);
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    expect(JSON.parse(stdout)).toStrictEqual({
      error: {
        code: "HTTP_STATUS",
        message: expect.stringContaining("no such SBOM"),
        hint: expect.stringContaining("check the token"),
        status_code: 404,
        exit_code: 5,
      },
    });
  });

  it("of a command line is one as well, even where the flag that is wrong comes first", async () => {
    await using command = await prepareCommand();
    for (const argv of [["--nonsense"], ["manifest", "info"], ["--output", "xml", "heartbeat"], ["group"]]) {
      const { stdout, exit } = await command.run(argv);
      expect([exit, stdout]).toStrictEqual([
        2,
        expect.stringMatching(/^\{"error":\{"code":"USAGE",.*"exit_code":2\}\}\n$/),
      ]);
    }
  });

  it.each<[string, readonly string[], boolean, boolean]>([
    ["is no JSON on a terminal", [], true, false],
    ["is JSON on a terminal that is asked for it", ["--output", "json"], true, true],
    ["is JSON on a terminal with --no-format", ["--no-format"], true, true],
    ["is no JSON where a table is asked for", ["--output=table"], false, false],
    ["is no JSON where the last of two says raw", ["--output", "json", "--output", "raw"], false, false],
  ])("%s", async (_, flags, terminal, expected) => {
    await using command = await prepareCommand(missing);
    const { stdout, stderr } = await command.run([...flags, "manifest", "info", "m"], { terminal });
    expect([stdout !== "", stderr.includes("HTTP_STATUS")]).toStrictEqual([expected, true]);
  });

  it("leaves standard output to the bytes of a file", async () => {
    await using command = await prepareCommand(missing);
    const run = await command.run(["report", "download", "pdf", "rt", "--stdout"]);
    expect([run.exit, run.stdout]).toStrictEqual([5, ""]);
  });

  it("after a result adds nothing to it", async () => {
    const cves = { openssl: [{ cve_id: "CVE-1", cvss: "9.8", status: "Unfixed" }] };
    await using command = await prepareCommand(() => ({ body: { manifest_token: "m", cves } }));
    const run = await command.run(["manifest", "latest-report", "m", "--fail-on", "low"]);
    expect([run.exit, JSON.parse(run.stdout)]).toStrictEqual([11, { manifest_token: "m", cves }]);
  });

  it("holds neither secrets nor what steers a terminal", async () => {
    await using command = await prepareCommand(() => ({ status: 500, body: { message: "\u001b]0;x\u0007\u202e" } }));
    const { stdout } = await command.run(["--retries", "0", "heartbeat"]);
    for (const text of [account.key, "\u001b", "\u0007", "\u202e"]) expect(stdout).not.toContain(text);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: "HTTP_STATUS", status_code: 500, exit_code: 7 } });
  });
});
