import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { Severity } from "../../../src/index.js";
import { formatReport } from "../../../src/report/formats/index.js";
import type { Report } from "../../../src/report/report.js";
import { finding } from "../../support/findings.js";
import { runWithBody } from "../../support/run-with-body.js";
import { scan } from "../../support/scans.js";

/** What GitLab requires: docs.gitlab.com, "Code Quality report format". */
const schema = {
  type: "array",
  items: {
    type: "object",
    required: ["description", "check_name", "fingerprint", "severity", "location"],
    additionalProperties: false,
    properties: {
      description: { type: "string", minLength: 1 },
      check_name: { type: "string", minLength: 1 },
      fingerprint: { type: "string", pattern: "^[0-9a-f]{64}$" },
      severity: { enum: ["info", "minor", "major", "critical", "blocker"] },
      location: {
        type: "object",
        required: ["path", "lines"],
        properties: {
          path: { type: "string", minLength: 1, not: { pattern: "^(?:\\./|/)" } },
          lines: { type: "object", required: ["begin"], properties: { begin: { type: "integer", minimum: 1 } } },
        },
      },
    },
  },
};
const isValid = new Ajv().compile(schema);

interface Entry {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string };
}

function checked(entries: unknown): readonly Entry[] {
  expect([isValid(entries), isValid.errors]).toEqual([true, null]);
  return entries as readonly Entry[];
}

async function entriesOf(report: Partial<Report>, artifact?: string): Promise<readonly Entry[]> {
  const whole = { title: "gateway", date: "", findings: [], unreadable: 0, ...report };
  const entries: unknown = JSON.parse(await formatReport("codequality", whole, { artifact }));
  return checked(entries);
}

describe("Code Quality", () => {
  it("has an entry for each open finding, and none for others", async () => {
    const run = await runWithBody(scan, ["manifest", "latest-report", "m", "--codequality", "{DIR}/o.json"]);
    expect(run.exit).toBe(0);
    const entries: unknown = JSON.parse(run.file("o.json") ?? "");
    expect(
      checked(entries)
        .map((entry) => entry.check_name)
        .toSorted(),
    ).toEqual(["CVE-2014-0160", "CVE-2014-0160", "CVE-2020-1", "CVE-2021-44228"]);
    expect(new Set(checked(entries).map((entry) => entry.fingerprint)).size).toBe(4);
  });

  it("says what is found, what fixes it and where to read about it", async () => {
    const [entry] = await entriesOf(
      { findings: [finding({ id: "CVE-2014-0160", fixedBy: ["1.0.1g"] })] },
      "a/sbom.json",
    );
    expect(entry).toMatchObject({
      description:
        "openssl 1 has CVE-2014-0160 (high, CVSS 7.5): Unfixed; fixed by 1.0.1g; https://nvd.nist.gov/vuln/detail/CVE-2014-0160",
      location: { path: "a/sbom.json", lines: { begin: 1 } },
    });
  });

  it.each<[Severity, string]>([
    ["critical", "critical"],
    ["high", "major"],
    ["medium", "minor"],
    ["low", "info"],
    ["none", "info"],
    ["unknown", "info"],
  ])("calls %s what GitLab calls %s", async (severity, degree) => {
    expect(await entriesOf({ findings: [finding({ severity })] })).toMatchObject([{ severity: degree }]);
  });

  it("keeps a fingerprint when score and status change, and has another for another version", async () => {
    const print = async (more: Parameters<typeof finding>[0]): Promise<string | undefined> =>
      (await entriesOf({ findings: [finding(more)] }))[0]?.fingerprint;
    const first = await print({});
    expect(await print({ cvss: 9.8, status: "Unfixed, Patch Available" })).toBe(first);
    expect(await print({ version: "2" })).not.toBe(first);
  });

  it("has an entry for findings that can't be read, and is an empty list for none", async () => {
    expect(await entriesOf({ unreadable: 2 })).toMatchObject([{ description: "2 findings can't be read" }]);
    expect(await entriesOf({})).toEqual([]);
  });
});
