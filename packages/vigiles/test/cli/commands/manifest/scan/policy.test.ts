import { describe, expect, it } from "vitest";
import { runWithBody } from "../../../../support/run-with-body.js";
import { smallScan } from "../../../../support/scans.js";

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

  const unrated = { manifest_token: "m", cves: { p: [{ cve_id: "CVE-1" }, { cve_id: "CVE-2", cvss: 5 }] } };

  it.each<[readonly string[], number, RegExp]>([
    [["high"], 0, /^vigiles: warning: open findings without a severity: 1; they fail only with --fail-on unknown\n$/],
    [["unknown"], 11, /POLICY_FAILED: open findings of severity unknown: 1; the most severe is CVE-1 in p\n$/],
    [["high", "unknown"], 11, /severity high or higher or unknown: 1; the most severe is CVE-1 in p\n$/],
    [["low", "unknown"], 11, /severity low or higher or unknown: 2; the most severe is CVE-2 in p\n$/],
  ])("on %j exits %i for an unrated finding and one of 5.0", async (severities, exit, stderr) => {
    const flags = severities.flatMap((severity) => ["--fail-on", severity]);
    const run = await runWithBody(unrated, ["manifest", "latest-report", "m", ...flags]);
    expect([run.exit, run.stderr]).toStrictEqual([exit, expect.stringMatching(stderr)]);
    expect(JSON.parse(run.stdout)).toStrictEqual(unrated);
  });

  it.each(["HIGH", "High", "high"])("takes %s for high", async (severity) => {
    const run = await runWithBody(smallScan, [...latest, severity]);
    expect([run.exit, run.stderr]).toStrictEqual([11, expect.stringContaining("severity high or higher: 1")]);
  });

  it.each([
    ["none", '"none" is not one of low, medium, high, critical, unknown'],
    ["higher", '"higher" is not one of'],
    ["high,lowest", '"lowest" is not one of'],
    ["constructor", "is not one of"],
    ["", "--fail-on has an empty value; give at least one of low"],
    [" , ", "--fail-on has an empty value"],
    ["moderate", '--fail-on "moderate" is medium here; write medium'],
    ["high,Important", '--fail-on "Important" is high here; write high'],
  ])("on %j is a usage error", async (severity, message) => {
    const run = await runWithBody(unrated, [...latest, severity]);
    expect([run.exit, run.requests, run.stderr]).toEqual([2, 0, expect.stringContaining(message)]);
  });

  it.each<[readonly string[], number, string]>([
    [["high,critical"], 0, ""],
    [["critical,LOW"], 11, "severity low or higher: 1; the most severe is CVE-2 in p"],
    [["high,unknown"], 11, "severity high or higher or unknown: 1; the most severe is CVE-1 in p"],
    [["critical, unknown", "medium"], 11, "severity medium or higher or unknown: 2; the most severe is CVE-2 in p"],
  ])("takes several severities with commas, as the project file does: %j", async (lists, exit, message) => {
    const flags = lists.flatMap((list) => ["--fail-on", list]);
    const run = await runWithBody(unrated, ["manifest", "latest-report", "m", ...flags]);
    expect([run.exit, run.stderr]).toEqual([exit, expect.stringContaining(message)]);
  });

  it("names a finding without id as such", async () => {
    const result = await runWithBody({ manifest_token: "m", cves: { p: [{ cvss: 9.8 }] } }, [...latest, "low"]);
    expect([result.exit, result.stderr]).toStrictEqual([11, expect.stringContaining("is (without id) in p\n")]);
  });

  it("fails for a finding that can't be read, which only a warning names without a policy", async () => {
    const body = { manifest_token: "m", cves: { p: [{ cve_id: "CVE-1", cvss: 1 }, null] } };
    const gated = await runWithBody(body, [...latest, "high"]);
    expect(gated.exit).toBe(7);
    expect(gated.stderr).toMatch(
      /RESPONSE_INVALID: 1 findings of the response can't be read, so --fail-on can't check/,
    );
    expect(JSON.parse(gated.stdout)).toStrictEqual(body);
    const open = await runWithBody(body, ["manifest", "latest-report", "m", "--summary"]);
    expect([open.exit, JSON.parse(open.stdout)]).toMatchObject([0, { findings: 1, unreadable: 1 }]);
    expect(open.stderr).toBe("vigiles: warning: findings that can't be read, and are left out: 1\n");
  });

  it("passes if everything is fixed", async () => {
    const fixed = { ...smallScan, cves: { openssl: [{ cve_id: "CVE-2014-0160", cvss: "7.5", status: "Fixed" }] } };
    expect((await runWithBody(fixed, [...latest, "low"])).exit).toBe(0);
  });

  const latestWith = (severity: string) => runWithBody(smallScan, [...latest, severity]);
});
