import { describe, expect, it } from "vitest";
import { prepareCommand } from "../../support/prepare-command.js";
import { plainService } from "../../support/servers/plain-service.js";

const decide = ["cves", "set-status", "manifest", "CVE-2014-0160", "openssl", "resolved"];
const needed = "vigiles: the status is set; reports show it after the next scan: ";

describe("cves set-status", () => {
  it.each([
    [[...decide, "-m", "one", "two"], "vigiles manifest rescan one; vigiles manifest rescan two\n"],
    [["cves", "set-status", "all", "CVE-2014-0160", "openssl", "resolved"], "vigiles manifest rescan TOKEN\n"],
  ])("says that a rescan is needed, on standard error: %j", async (argv, commands) => {
    await using command = await prepareCommand();
    const run = await command.run(argv);
    expect([run.exit, run.stderr]).toEqual([0, needed + commands]);
    expect(JSON.parse(run.stdout)).toMatchObject({ success: true });
    expect(command.server.requests.map(({ path }) => path)).toEqual(["/api/v1/vigiles/cves/CVE-2014-0160/vuln-status"]);
    expect((await command.run(["--quiet", ...argv])).stderr).toBe("");
  });

  it("scans the SBOMs again with --rescan", async () => {
    await using command = await prepareCommand();
    const run = await command.run([...decide, "--manifest", "one", "--manifest", "two", "--rescan"]);
    expect([run.exit, run.stderr]).toEqual([0, ""]);
    const paths = command.server.requests.map(({ path }) => path.replace("/api/v1/vigiles", ""));
    expect(paths).toEqual(["/cves/CVE-2014-0160/vuln-status", "/manifests/one/reports", "/manifests/two/reports"]);
    expect(JSON.parse(run.stdout)).toMatchObject({ result: { success: true }, rescans: [{}, {}] });
  });

  it("says which SBOMs are still to be scanned after a rescan that fails", async () => {
    await using command = await prepareCommand((seen) =>
      seen.path.includes("/two/") ? { status: 400, body: { message: "no" } } : plainService(seen),
    );
    const run = await command.run([...decide, "-m", "one", "two", "three", "--rescan"]);
    expect(run.exit).toBe(6);
    expect(run.stderr).toContain(`${needed}vigiles manifest rescan two; vigiles manifest rescan three\n`);
  });

  it("refuses --rescan for SBOMs that are not named, before anything is sent", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["cves", "set-status", "all", "CVE-2014-0160", "openssl", "resolved", "--rescan"]);
    expect([run.exit, run.stderr]).toEqual([2, expect.stringContaining("--rescan needs the scope manifest")]);
    expect(command.server.requests).toEqual([]);
  });

  it("sends nothing in a dry run", async () => {
    await using command = await prepareCommand();
    const run = await command.run(["--dry-run", ...decide, "-m", "one", "--rescan"]);
    expect([run.exit, run.stderr, command.server.requests]).toEqual([0, expect.not.stringContaining(needed), []]);
    expect(run.stdout).toContain("vuln-status");
  });
});
