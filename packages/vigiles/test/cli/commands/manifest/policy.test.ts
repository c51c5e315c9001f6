import { describe, expect, it } from "vitest";
import { runWithBody } from "../../../support/run-with-body.js";
import { smallScan } from "../../../support/scans.js";

describe("a policy", () => {
  const latest = ["manifest", "latest-report", "m", "--fail-on"];

  it.each([
    ["critical", 0],
    ["high", 11],
    ["low", 11],
  ])("that fails on %s exits %i for an open finding of 7.5, and prints the result first", async (severity, exit) => {
    const run = await latestWith(severity);
    expect(run.exit).toBe(exit);
    expect(JSON.parse(run.stdout)).toStrictEqual(smallScan);
    if (exit === 11) expect(run.stderr).toMatch(/^vigiles: POLICY_FAILED: .*CVE-2014-0160/);
  });

  it("fails if the response has no findings", async () => {
    const result = await runWithBody({ manifest_token: "m" }, [...latest, "low"]);
    expect([result.exit, result.stderr]).toStrictEqual([7, expect.stringContaining("RESPONSE_INVALID")]);
  });

  it("passes if everything is fixed", async () => {
    const fixed = { ...smallScan, cves: { openssl: [{ cve_id: "CVE-2014-0160", cvss: "7.5", status: "Fixed" }] } };
    expect((await runWithBody(fixed, [...latest, "low"])).exit).toBe(0);
  });

  const latestWith = (severity: string) => runWithBody(smallScan, [...latest, severity]);
});
