import { gzipSync } from "node:zlib";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { runWithBody } from "../../../../support/run-with-body.js";
import { scan, scanWith } from "../../../../support/scans.js";

const latest = ["manifest", "latest-report", "m.token"];

describe("--summary", () => {
  it("prints totals instead of findings", async () => {
    const { stdout, exit } = await runWithBody(scan, [...latest, "--summary"]);
    expect(exit).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      manifest_token: "m.token",
      manifest_name: "router",
      report_path: "/cves/reports/r",
      findings: 5,
      open: 4,
      severities: { critical: 1, high: 2, medium: 0, low: 0, none: 0, unknown: 1 },
    });
  });

  it("is what a failed policy prints as well", async () => {
    const { stdout, exit } = await runWithBody(scan, [...latest, "--summary", "--fail-on", "critical"]);
    expect(exit).toBe(11);
    expect(JSON.parse(stdout)).toMatchObject({ open: 4 });
  });

  it("has a bar for each severity on a terminal", async () => {
    const { stdout } = await runWithBody(scan, [...latest, "--summary"], { terminal: true, env: { NO_COLOR: "1" } });
    expect(stdout).toMatch(/^critical +█+ 1$/m);
    expect(stdout).toMatch(/^high +█{40} 2$/m);
    expect(stdout).not.toMatch(/^medium/m);
  });
});

describe("an output that can't be written after an upload", () => {
  const upload = ["manifest", "upload", "{SBOM}"];
  const token = 'the SBOM has the token "m.token"';

  it.each(["--sarif", "--junit"])("of %s leaves the result on standard output", async (flag) => {
    const run = await runWithBody(scan, [...upload, flag, "/dev/full"]);
    expect(run.exit).toBe(1);
    expect(JSON.parse(run.stdout)).toStrictEqual(scan);
    expect(run.stderr).toMatch(new RegExp(`OUTPUT_FAILED: .*; ${token}\n`));
  });

  it("of an export names the token in the error", async () => {
    const body = { ...scan, exported_report: gzipSync("a,b").toString("base64") };
    const run = await runWithBody(body, [...upload, "--export-format", "csv", "--export-path", "/dev/full"]);
    expect([run.exit, run.stderr]).toStrictEqual([1, expect.stringContaining(token)]);
  });

  it("of standard output names the token in the error", async () => {
    const run = await runWithBody(scan, upload, { stdoutError: Object.assign(new Error("full"), { code: "ENOSPC" }) });
    expect([run.exit, run.stderr]).toStrictEqual([1, expect.stringContaining(token)]);
  });
});

describe("--sarif", () => {
  it("writes a rule for each vulnerability and a result for each package that has it", async () => {
    const run = await runWithBody(scan, [
      "manifest",
      "upload",
      "{SBOM}",
      "--sarif",
      "{DIR}/o.sarif",
      "--fail-on",
      "high",
    ]);
    expect(run.exit).toBe(11);
    const { version, runs } = JSON.parse(run.file("o.sarif") ?? "") as { version: string; runs: SarifRun[] };
    const [{ tool, results } = { tool: { driver: { name: "", rules: [] } }, results: [] }] = runs;
    expect([version, tool.driver.name]).toEqual(["2.1.0", "vigiles"]);
    expect(tool.driver.rules.map(({ id }) => id)).toEqual([
      "CVE-2021-44228",
      "CVE-2014-0160",
      "CVE-2022-0778",
      "CVE-2020-1",
    ]);
    expect(results.map(({ ruleId, ruleIndex }) => tool.driver.rules[ruleIndex]?.id === ruleId)).toEqual(
      Array(5).fill(true),
    );
    expect(results.map(({ level }) => level)).toEqual(["error", "error", "error", "error", "note"]);
    expect(results.filter(({ suppressions }) => suppressions !== undefined).map(({ ruleId }) => ruleId)).toEqual([
      "CVE-2022-0778",
    ]);
    expect(new Set(results.map(({ partialFingerprints }) => partialFingerprints["finding/v1"])).size).toBe(5);
    expect(results[0]?.locations[0]?.physicalLocation.artifactLocation.uri).toContain("/sbom.json");
    expect(results[0]?.locations[0]?.logicalLocations[0]?.fullyQualifiedName).toBe("日本語@1.0");
  });

  it("has the same fingerprints whatever has become of scores and statuses", async () => {
    const fingerprints = async (body: object): Promise<unknown> => {
      const { file } = await runWithBody(body, [...latest, "--sarif", "{DIR}/o.sarif"]);
      const { runs } = JSON.parse(file("o.sarif") ?? "") as { runs: SarifRun[] };
      return runs[0]?.results.map(({ partialFingerprints }) => partialFingerprints);
    };
    expect(await fingerprints(scanWith("7.5", "Unfixed"))).toEqual(await fingerprints(scanWith("9.9", "Fixed")));
  });
});

interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly suppressions?: unknown;
    readonly partialFingerprints: Readonly<Record<string, string>>;
    readonly locations: readonly {
      readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
      readonly logicalLocations: readonly { readonly fullyQualifiedName: string }[];
    }[];
  }[];
}

describe("more findings than GitHub takes", () => {
  it("leave out the least severe of the SARIF file, with a warning", async () => {
    const entries = (count: number, cvss: number) =>
      Array.from({ length: count }, (_, index) => ({ cve_id: `CVE-${cvss}-${index}`, cvss, status: "Unfixed" }));
    const many = { manifest_token: "m", cves: { p: [...entries(10_000, 2), ...entries(20_000, 8)] } };
    const run = await runWithBody(many, [...latest, "--summary", "--sarif", "{DIR}/o.sarif"]);
    const { runs } = JSON.parse(run.file("o.sarif") ?? "") as { runs: SarifRun[] };
    const levels = Map.groupBy(runs[0]?.results ?? [], ({ level }) => level);
    expect([levels.get("error")?.length, levels.get("note")?.length]).toStrictEqual([20_000, 5_000]);
    expect(run.stderr).toMatch(/^vigiles: warning: --sarif has the 25000 most severe of 30000 findings/);
    expect(JSON.parse(run.stdout)).toMatchObject({ findings: 30_000 });
  });
});

describe("--junit", () => {
  it("has an error for findings that can't be read", async () => {
    const body = { manifest_token: "m", cves: { p: [{ cve_id: "CVE-1", cvss: 1 }, null, "x"] } };
    const { file } = await runWithBody(body, [...latest, "--junit", "{DIR}/o.xml"]);
    expect(file("o.xml")).toMatch(
      /tests="2" failures="1" errors="1"[^]*<error message="2 findings can&apos;t be read"/,
    );
  });

  async function suite(argv: readonly string[]): Promise<Record<string, unknown>> {
    const { file } = await runWithBody(scan, [...latest, "--junit", "{DIR}/o.xml", ...argv]);
    const xml = file("o.xml") ?? "";
    expect(XMLValidator.validate(xml)).toBe(true);
    expect(xml).not.toContain("\u0001");
    const parsed = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml) as {
      testsuites: { testsuite: Record<string, unknown> };
    };
    return parsed.testsuites.testsuite;
  }

  it("has a test for each finding; every open one fails", async () => {
    expect(await suite([])).toMatchObject({ name: "router", tests: "5", failures: "4", skipped: "1" });
  });

  it("fails where --fail-on does", async () => {
    const { failures, testcase } = await suite(["--fail-on", "critical"]);
    expect(failures).toBe("1");
    expect(testcase).toContainEqual({
      name: "CVE-2021-44228",
      classname: "日本語 1.0",
      failure: {
        message: "critical, CVSS 10: Unfixed; https://nvd.nist.gov/vuln/detail/CVE-2021-44228",
        type: "critical",
      },
    });
    expect(JSON.stringify(testcase)).toContain('we<ird>\\"&\\\\u0001 1.0');
  });
});
