import { describe, expect, it } from "vitest";
import { runWithBody } from "../../../../support/run-with-body.js";

const latest = ["manifest", "latest-report", "m"];
const entry = (cve_id: string, cvss: number | undefined, fixedby?: readonly string[]) => ({
  cve_id,
  cvss,
  version: "1",
  status: "Unfixed",
  fixedby,
});
const scan = {
  manifest_token: "m",
  cves: {
    a: [entry("CVE-2024-10001", 9.8), entry("CVE-2024-10002", 7.5, ["1.1"])],
    b: [entry("CVE-2024-10003", 5, ["2.0", "2.1"]), entry("CVE-2024-10004", undefined)],
  },
};

/** The ids in a text, in order. */
const idsIn = (text: string | undefined): string[] => [...new Set(text?.match(/CVE-2024-1000\d/g))];

const rows: readonly (readonly [flags: readonly string[], last: readonly number[]])[] = [
  [[], [1, 2, 3, 4]],
  [["--only-fixed"], [2, 3]],
  [
    ["--severity", "high,critical"],
    [1, 2],
  ],
  [
    ["--severity", "CRITICAL, unknown"],
    [1, 4],
  ],
  [["--severity", "none"], []],
  [["--only-fixed", "--severity", "medium"], [3]],
];

describe.each(rows)("%j", (flags, last) => {
  const ids = last.map((digit) => `CVE-2024-1000${digit}`);

  it("leaves the same findings in every report", async () => {
    const reports = { sarif: "o.sarif", junit: "o.xml", html: "o.html", markdown: "o.md", csv: "o.csv" } as const;
    const paths = Object.entries(reports).flatMap(([format, name]) => [`--${format}`, `{DIR}/${name}`]);
    const run = await runWithBody(scan, [...latest, ...flags, ...paths]);
    expect([run.exit, run.stderr]).toEqual([0, ""]);
    for (const name of Object.values(reports)) expect([name, idsIn(run.file(name)).toSorted()]).toEqual([name, ids]);
  });

  it("counts them, and those that are left out", async () => {
    const { stdout } = await runWithBody(scan, [...latest, ...flags, "--summary"]);
    const leftOut = 4 - ids.length;
    const expected = { findings: ids.length, ...(leftOut === 0 ? {} : { left_out: leftOut }) };
    expect(JSON.parse(stdout)).toMatchObject(expected);
    const table = await runWithBody(scan, ["--output", "table", ...latest, ...flags]);
    expect(idsIn(table.stdout).toSorted()).toEqual(ids);
    expect(table.stdout.includes("left out by filters: ")).toBe(leftOut > 0);
  });

  it("leaves the JSON of the service as it is", async () => {
    expect(JSON.parse((await runWithBody(scan, [...latest, ...flags])).stdout)).toEqual(scan);
  });
});

describe("a gate beside a filter", () => {
  it.each<[readonly string[], number]>([
    [["--fail-on", "critical"], 11],
    [["--fail-on", "critical", "--only-fixed"], 0],
    [["--fail-on", "high", "--only-fixed"], 11],
    [["--fail-on", "medium", "--severity", "medium"], 11],
    [["--fail-on", "unknown", "--severity", "unknown,low"], 11],
    [["--fail-on", "unknown", "--only-fixed"], 0],
  ])("judges what is left: %j exits %i", async (flags, exit) => {
    expect((await runWithBody(scan, [...latest, ...flags])).exit).toBe(exit);
  });

  it.each([
    [["--fail-on", "high", "--severity", "low,medium"], "leaves out everything that --fail-on high fails at"],
    [["--fail-on", "unknown", "--severity", "critical"], "leaves out everything that --fail-on unknown fails at"],
    [["--severity", "severe"], "is not one of unknown, none, low, medium, high, critical"],
    [["--severity", ","], "--severity has an empty value"],
  ])("is refused if nothing could fail, or nothing is meant: %j", async (flags, message) => {
    const run = await runWithBody(scan, [...latest, ...flags]);
    expect([run.exit, run.requests, run.stderr]).toEqual([2, 0, expect.stringContaining(message)]);
  });

  it("fails for what can't be read, whatever is left out", async () => {
    const body = { manifest_token: "m", cves: { p: [entry("CVE-1", 1), null] } };
    const run = await runWithBody(body, [...latest, "--fail-on", "high", "--only-fixed"]);
    expect([run.exit, run.stderr]).toEqual([7, expect.stringContaining("--fail-on can't check them")]);
  });
});
