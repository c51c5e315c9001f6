import { manualClock } from "@org/http-core/testing";
import { describe, expect, it } from "vitest";
import { checkFindings, exitCodeOf, type CheckFindingsOptions } from "../../src/gate.js";
import type { ScanResult } from "../../src/index.js";
import { runWithBody } from "../support/run-with-body.js";
import { workspace } from "../support/workspace.js";

const entry = (cve_id: string, cvss: number | undefined, status = "Unfixed"): object => ({ cve_id, cvss, status });
const scanOf = (cves: unknown): ScanResult => ({ manifest_token: "m", cves }) as ScanResult;
const idsOf = (findings: readonly { readonly id: string }[]): string => findings.map(({ id }) => id).join(" ");

const scan = scanOf({
  openssl: [entry("CVE-1", 9.8), entry("CVE-2", 7.5), entry("CVE-3", 7.5, "Fixed")],
  zlib: [entry("CVE-4", 5), entry("CVE-5", undefined), entry("CVE-2", 7.5)],
});

describe("checkFindings", () => {
  it.each<[failOn: CheckFindingsOptions["failOn"], failing: string]>([
    ["critical", "CVE-1"],
    ["high", "CVE-1 CVE-2 CVE-2"],
    [["critical", "unknown"], "CVE-1 CVE-5"],
    [["critical", "medium"], "CVE-1 CVE-2 CVE-2 CVE-4"],
    ["low", "CVE-1 CVE-2 CVE-2 CVE-4"],
  ])("fails on %j for open findings alone: %s", async (failOn, failing) => {
    const checked = await checkFindings(scan, { failOn });
    expect(idsOf(checked.failing)).toBe(failing);
    expect(idsOf(checked.open)).toBe("CVE-1 CVE-2 CVE-2 CVE-4 CVE-5");
    expect(checked.ignored).toStrictEqual([]);
  });

  it("leaves out what a file ignores or VEX says, and says what needs a look", async () => {
    using files = workspace();
    const ignoreFile = files.write(
      "ignore.yaml",
      "ignore: [{ id: CVE-1, reason: not reachable }, { id: CVE-9, reason: mistyped }]",
    );
    const vex = files.write(
      "vex.json",
      JSON.stringify({ statements: [{ vulnerability: { name: "CVE-4" }, status: "not_affected" }] }),
    );
    const checked = await checkFindings(scan, { failOn: "critical", ignoreFile, vex: [vex] });
    expect(checked.failing).toStrictEqual([]);
    expect(checked.ignored.map(({ id, status }) => `${id} ${status}`)).toStrictEqual([
      "CVE-1 Ignored: not reachable",
      "CVE-4 Not Affected",
    ]);
    expect(idsOf(checked.open)).toBe("CVE-2 CVE-2 CVE-5");
    expect(checked.warnings).toStrictEqual([
      'open findings without a severity: 1; they fail only with failOn "unknown"',
      `entry 2 (CVE-9) of ${ignoreFile} matches no finding`,
    ]);
  });

  it.each<[now: string, failing: string, warning: string]>([
    ["2026-12-31T23:59:59Z", "", "open findings without"],
    ["2027-01-01T00:00:00Z", "CVE-4", "about CVE-4 expired on 2026-12-31; fix the finding, or decide again"],
  ])("at %s an entry until 2026-12-31 leaves %j failing, whatever its severity", async (now, failing, warning) => {
    using files = workspace();
    const entries = "[{ id: CVE-1, reason: r }, { id: CVE-4, reason: r, expires: '2026-12-31' }]";
    const ignoreFile = files.write("ignore.yaml", `ignore: ${entries}`);
    const clock = manualClock(Date.parse(now));
    const checked = await checkFindings(scan, { failOn: "critical", ignoreFile, clock });
    expect(idsOf(checked.failing)).toBe(failing);
    expect(checked.warnings.join("\n")).toContain(warning);
  });

  const unreadable = { openssl: [entry("CVE-4", 5), 7] };

  it("fails as an error if nothing else fails and a finding can't be read", async () => {
    await expect(checkFindings(scanOf(unreadable), { failOn: "high" })).rejects.toThrow(
      expect.objectContaining({
        code: "RESPONSE_INVALID",
        message: "1 findings of the scan can't be read, so failOn can't judge them",
      }),
    );
    const checked = await checkFindings(scanOf(unreadable), { failOn: "low" });
    expect([idsOf(checked.failing), checked.warnings]).toStrictEqual([
      "CVE-4",
      ["findings that can't be read, and are left out: 1"],
    ]);
  });

  it.each<[what: string, value: unknown, code: string]>([
    ["a promise", Promise.resolve(scan), "INPUT_INVALID"],
    ["a job", { job_id: "j" }, "INPUT_INVALID"],
    ["an upload without a scan", { manifest_token: "m" }, "RESPONSE_INVALID"],
    ["no list of findings", scanOf(null), "RESPONSE_INVALID"],
  ])("refuses %s", async (_what, value, code) => {
    const failure = checkFindings(value as ScanResult, { failOn: "low" });
    await expect(failure).rejects.toThrow(expect.objectContaining({ name: "VigilesError", code }));
  });

  const empty = JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", components: [] });

  it("refuses an SBOM without components, in whatever way it is given", async () => {
    using files = workspace();
    const file = files.write("sbom.json", empty);
    for (const sbom of [{ file }, { text: empty }, { bytes: Buffer.from(empty) }]) {
      await expect(checkFindings(scanOf({}), { failOn: "low", sbom })).rejects.toThrow(
        expect.objectContaining({ code: "INPUT_INVALID", message: expect.stringContaining("lists no components, so") }),
      );
    }
  });

  it("warns of components that can't be identified", async () => {
    const text = JSON.stringify({ bomFormat: "CycloneDX", components: [{ name: "a" }, { name: "b", version: "1" }] });
    const { warnings } = await checkFindings(scanOf({}), { failOn: "low", sbom: { text } });
    expect(warnings).toStrictEqual([expect.stringContaining("1 of 2 components of the SBOM have no version")]);
  });

  it.each<[what: string, options: object, code: string, names: string]>([
    ["no severity", {}, "OPTION_INVALID", "failOn"],
    ["an empty list", { failOn: [] }, "OPTION_INVALID", "failOn"],
    ["none, which every finding has", { failOn: "none" }, "OPTION_INVALID", "low, medium, high, critical, unknown"],
    ["a word of another tool", { failOn: ["moderate"] }, "OPTION_INVALID", "failOn"],
    ["a misspelled name", { failOn: "low", ignorefile: "a" }, "OPTION_UNKNOWN", "ignoreFile"],
    ["a path as the SBOM", { failOn: "low", sbom: "sbom.json" }, "OPTION_INVALID", "such as { file }"],
    ["one path of VEX", { failOn: "low", vex: "vex.json" }, "OPTION_INVALID", "vex"],
    ["an empty path", { failOn: "low", ignoreFile: "" }, "OPTION_INVALID", "ignoreFile"],
    ["a clock that is none", { failOn: "low", clock: {} }, "OPTION_INVALID", "clock"],
    ["a file that isn't there", { failOn: "low", ignoreFile: "/no/ignore.yaml" }, "INPUT_UNREADABLE", "ignoreFile"],
    [
      "an SBOM with a misspelled member",
      { failOn: "low", sbom: { path: "a" } },
      "INPUT_INVALID",
      "one of file, text and",
    ],
    [
      "an SBOM of two kinds",
      { failOn: "low", sbom: { file: "a", text: "b" } },
      "INPUT_INVALID",
      "one of file, text and",
    ],
    ["an SBOM whose text is no text", { failOn: "low", sbom: { text: 5 } }, "INPUT_INVALID", "text of the SBOM"],
    ["an SBOM whose bytes are none", { failOn: "low", sbom: { bytes: "b" } }, "INPUT_INVALID", "bytes of the SBOM"],
    ["an empty SBOM", { failOn: "low", sbom: { text: "" } }, "INPUT_INVALID", "The SBOM is empty"],
    ["an SBOM that isn't there", { failOn: "low", sbom: { file: "/no/sbom.json" } }, "INPUT_UNREADABLE", "the SBOM"],
  ])("refuses %s", async (_what, options, code, names) => {
    await expect(checkFindings(scan, options as CheckFindingsOptions)).rejects.toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(names) }),
    );
  });

  it.each<[what: string, body: object, exit: number]>([
    ["a severe finding", scan, 11],
    ["a finding that can't be read", scanOf({ a: [entry("CVE-4", 5), 7] }), 7],
    ["only findings that can't be read", scanOf({ a: [7] }), 7],
    ["no list", scanOf(null), 7],
    ["no findings member", { manifest_token: "m" }, 7],
    ["fixed findings alone", scanOf({ a: [entry("CVE-1", 9.8, "Fixed")] }), 0],
    ["nothing found", scanOf({}), 0],
  ])("decides as the command does for %s", async (_what, body, exit) => {
    const run = await runWithBody(body, ["manifest", "latest-report", "m", "--fail-on", "high"]);
    expect(run.exit).toBe(exit);
    const check = checkFindings(body as ScanResult, { failOn: "high" });
    const outcome = await check.then(({ failing }) => (failing.length > 0 ? 11 : 0), exitCodeOf);
    expect(outcome).toBe(exit);
  });
});
