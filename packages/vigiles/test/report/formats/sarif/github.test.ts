import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../../../src/findings/finding.js";
import { severities } from "../../../../src/findings/severity.js";
import { sarifOf } from "../../../../src/report/formats/sarif/log.js";
import { finding } from "../../../support/findings.js";

type Json = Readonly<Record<string, unknown>>;

/** The members that GitHub's documentation of SARIF for code scanning calls required, then those that it recommends. */
const required: readonly (readonly [path: string, test: (value: unknown) => boolean])[] = [
  ["$schema", isText],
  ["version", (value) => value === "2.1.0"],
  ["runs", isList],
  ["runs[].results", isList],
  ["runs[].tool.driver.name", isText],
  ["runs[].tool.driver.rules", isList],
  ["runs[].tool.driver.rules[].id", isText],
  ["runs[].tool.driver.rules[].shortDescription.text", isText],
  ["runs[].tool.driver.rules[].fullDescription.text", isText],
  ["runs[].tool.driver.rules[].help.text", isText],
  ["runs[].results[].locations", (value) => isList(value) && value.length === 1],
  ["runs[].results[].message.text", isText],
  ["runs[].results[].locations[].physicalLocation.artifactLocation.uri", isText],
  ["runs[].results[].locations[].physicalLocation.region.startLine", isLine],
  ["runs[].results[].locations[].physicalLocation.region.startColumn", isLine],
  ["runs[].results[].locations[].physicalLocation.region.endLine", isLine],
  ["runs[].results[].locations[].physicalLocation.region.endColumn", isLine],
  ["runs[].results[].partialFingerprints.primaryLocationLineHash", (value) => /^[\da-f]{16}:1$/.test(String(value))],
  // Recommended.
  ["runs[].tool.driver.semanticVersion", isText],
  ["runs[].tool.driver.rules[].help.markdown", isText],
  ["runs[].tool.driver.rules[].properties.precision", (value) => /^(?:very-high|high|medium|low)$/.test(String(value))],
  ["runs[].tool.driver.rules[].properties.security-severity", isScore],
  ["runs[].results[].ruleId", isText],
  ["runs[].results[].ruleIndex", Number.isInteger],
  ["runs[].results[].level", (value) => /^(?:note|warning|error)$/.test(String(value))],
];

/** The most that GitHub takes. A rule may have 20 tags, of which it keeps 10. */
const limits: readonly (readonly [path: string, max: number])[] = [
  ["runs", 20],
  ["runs[].tool.driver.rules[].shortDescription.text", 1024],
  ["runs[].tool.driver.rules[].fullDescription.text", 1024],
  ["runs[].tool.driver.rules[].properties.tags", 10],
  ["runs[].results[].locations", 10],
];

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Above 0 and up to 10; nothing, for findings that nobody has rated. */
function isScore(value: unknown): boolean {
  return value === undefined || (/^\d+\.\d$/.test(String(value)) && Number(value) > 0 && Number(value) <= 10);
}

function isText(value: unknown): boolean {
  return typeof value === "string" && value !== "";
}

function isLine(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 1;
}

/** The values at a path such as `a.b[].c`; undefined for each that is missing. */
function valuesAt(value: unknown, path: string): readonly unknown[] {
  return path.split(".").reduce<readonly unknown[]>(
    (values, step) =>
      values.flatMap((item) => {
        const member = (item as Json | undefined)?.[step.replace("[]", "")];
        return step.endsWith("[]") && Array.isArray(member) ? (member as unknown[]) : [member];
      }),
    [value],
  );
}

const logOf = (findings: readonly Finding[], artifact?: string): object =>
  sarifOf({ title: "t", date: "", unreadable: 0, findings }, "1.2.3", artifact);

const fingerprintsOf = (log: object): readonly unknown[] =>
  valuesAt(log, "runs[].results[].partialFingerprints.primaryLocationLineHash");

const cvss = fc.option(fc.oneof(fc.constantFrom(0, 0.04, 10, 11, -1), fc.double({ noNaN: true })), { nil: undefined });
const severity = fc.constantFrom(...severities);
const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ minLength: 900, maxLength: 3000 }));

describe("SARIF for GitHub", () => {
  const some = fc
    .record({ package: text, version: text, id: text, status: text, description: text, fix: text, cvss, severity })
    .map(({ fix, ...members }) => finding({ ...members, fixedBy: [fix] }));

  it.each(required)("has %s everywhere, whatever the findings hold", (path, test) => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 4 }), (findings) => {
        const values = valuesAt(logOf(findings), path);
        expect(values.length).toBeGreaterThan(0);
        expect(values.filter((value) => !test(value))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it.each(limits)("has no %s that is longer than %d", (path, max) => {
    fc.assert(
      fc.property(fc.array(some, { minLength: 1, maxLength: 4 }), (findings) => {
        const lengths = valuesAt(logOf(findings), path).map((value) => (value as { readonly length: number }).length);
        expect(Math.max(...lengths)).toBeLessThanOrEqual(max);
      }),
      { numRuns: 30 },
    );
  });

  it("is whole without a finding", () => {
    const log = logOf([]);
    expect(valuesAt(log, "runs[].tool.driver.rules")).toEqual([[]]);
    expect(valuesAt(log, "runs[].results")).toEqual([[]]);
  });

  it.each([
    [9.8, "critical", "9.8"],
    [0, "none", undefined],
    [0, "high", "8.0"],
    [undefined, "critical", "9.5"],
    [undefined, "low", "2.0"],
    [undefined, "unknown", undefined],
  ] as const)("shows a score of %d and a severity of %s as %s", (score, rated, shown) => {
    const log = logOf([finding({ cvss: score, severity: rated })]);
    expect(valuesAt(log, "runs[].tool.driver.rules[].properties.security-severity")).toEqual([shown]);
  });

  it("has no finding twice by its fingerprint, and the same fingerprint in every run", () => {
    const findings = [finding(), finding({ package: "zlib" }), finding({ version: "2" }), finding({ id: "CVE-2" })];
    const fingerprints = fingerprintsOf(logOf(findings));
    expect(new Set(fingerprints).size).toBe(findings.length);
    const later = findings.map((one) => ({ ...one, cvss: 1, status: "Triaged", fixedBy: ["3"], description: "new" }));
    expect(fingerprintsOf(logOf(later.toReversed(), "other.json"))).toEqual(fingerprints.toReversed());
    expect(fingerprints[0]).toBe("fccdaa9f5247748e:1");
  });

  it("cuts long texts between characters", () => {
    const log = logOf([
      finding({ description: "🚀".repeat(2000), status: "s".repeat(5000), fixedBy: ["f".repeat(5000)] }),
    ]);
    for (const path of ["shortDescription", "fullDescription"]) {
      const [shown] = valuesAt(log, `runs[].tool.driver.rules[].${path}.text`) as readonly [string];
      expect(shown.length).toBeLessThanOrEqual(1024);
      expect(shown.isWellFormed()).toBe(true);
    }
  });

  it.each(["[", "\\", "a["])("cuts no escape in two: %s", (part) => {
    for (let before = 0; before < 3; before += 1) {
      const description = "x".repeat(before) + part.repeat(1000);
      const [shown] = valuesAt(logOf([finding({ description })]), "runs[].tool.driver.rules[].fullDescription.text");
      expect(String(shown)).toMatch(/^(?:[^\\[]|\\[\\[])+…$/);
      expect(String(shown).length).toBeGreaterThan(995);
    }
  });

  it("says in message and help what fixes the finding, and where the advisory is", () => {
    const log = logOf([
      finding({ id: "CVE-2014-0160", fixedBy: ["1.0.1g", "a [patch](x)"], description: "Reads too far" }),
    ]);
    expect(valuesAt(log, "runs[].results[].message.text")).toEqual([
      "openssl 1 has CVE-2014-0160 (high, CVSS 7.5): Unfixed; fixed by 1.0.1g; a \\[patch\\](x); https://nvd.nist.gov/vuln/detail/CVE-2014-0160",
    ]);
    expect(valuesAt(log, "runs[].tool.driver.rules[].fullDescription.text")).toEqual(["Reads too far"]);
    expect(valuesAt(log, "runs[].tool.driver.rules[].help.text")).toEqual([
      "CVE-2014-0160 is rated high, CVSS 7.5. Reads too far. In openssl 1: fixed by 1.0.1g; a \\[patch\\](x). Advisory: https://nvd.nist.gov/vuln/detail/CVE-2014-0160",
    ]);
    const [markdown] = valuesAt(log, "runs[].tool.driver.rules[].help.markdown");
    expect(String(markdown).split("\n")).toEqual([
      "**[CVE-2014-0160](https://nvd.nist.gov/vuln/detail/CVE-2014-0160)**: high, CVSS 7.5",
      "",
      "`Reads too far`",
      "",
      "| package | version | fixed by | status |",
      "| --- | --- | --- | --- |",
      "| `openssl` | `1` | `1.0.1g; a [patch](x)` | `Unfixed` |",
    ]);
  });

  it("lists twenty packages of a vulnerability in its help, the others by number", () => {
    const findings = Array.from({ length: 25 }, (_, index) => finding({ package: `p${index}` }));
    const [markdown] = valuesAt(logOf(findings), "runs[].tool.driver.rules[].help.markdown");
    expect(String(markdown)).toMatch(/`p19`[^]*\nand 5 more packages$/);
    expect(String(markdown)).not.toContain("`p20`");
  });

  it("has at most 25,000 results and rules, the open and most severe ones", () => {
    const findings = Array.from({ length: 25_010 }, (_, index) =>
      finding({ id: `CVE-2024-${10_000 + index}`, status: index < 5 ? "Fixed" : "Unfixed" }),
    );
    const log = logOf(findings);
    expect(valuesAt(log, "runs[].tool.driver.rules[].id")).toHaveLength(25_000);
    const ids = valuesAt(log, "runs[].results[].ruleId");
    expect([ids.length, ids[0], ids.at(-1)]).toEqual([25_000, "CVE-2024-10005", "CVE-2024-35004"]);
  });

  it("suppresses findings that are not open, with their status as the reason", () => {
    const log = logOf([finding({ status: "Whitelisted" }), finding({ id: "CVE-2" })]);
    expect(valuesAt(log, "runs[].results[].suppressions")).toEqual([
      [{ kind: "external", status: "accepted", justification: "Whitelisted" }],
      undefined,
    ]);
  });
});
