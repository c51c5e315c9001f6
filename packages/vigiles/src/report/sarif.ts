import { createHash } from "node:crypto";
import { isOpen, type Finding, type Severity } from "../client/findings.js";
import type { Report } from "./report.js";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  none: "note",
};

/**
 * A report in SARIF 2.1.0 (OASIS, 2020), as code hosts show it: a rule for each vulnerability, a result for each package
 * that has it. Results that need no work are there too, as suppressed ones, so that they close where they were open.
 *
 * @param report - of a scan
 * @param version - of this command
 * @param artifact - path of the SBOM in the repository, or its name
 */
export function sarifOf({ findings }: Report, version: string, artifact: string): object {
  const ids = [...new Set(findings.map(({ id }) => id))];
  const worst = new Map<string, Finding>();
  for (const finding of findings) if (!worst.has(finding.id)) worst.set(finding.id, finding);
  const driver = {
    name: "vigiles",
    version,
    semanticVersion: version,
    informationUri: "https://vigiles.lynx.com",
    rules: [...worst.values()].map(ruleOf),
  };
  const results = findings.map((finding) => resultOf(finding, ids.indexOf(finding.id), artifact));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
}

function ruleOf({ id, cvss, severity }: Finding): object {
  const score = cvss === undefined ? {} : { "security-severity": cvss.toFixed(1) };
  return {
    id,
    shortDescription: { text: `${id} (${severity})` },
    ...(id.startsWith("CVE-") ? { helpUri: `https://nvd.nist.gov/vuln/detail/${encodeURIComponent(id)}` } : {}),
    defaultConfiguration: { level: levels[severity] },
    properties: { ...score, tags: ["security", "vulnerability"] },
  };
}

function resultOf(finding: Finding, ruleIndex: number, artifact: string): object {
  const { id, package: name, version, cvss, severity, status } = finding;
  const what = version === "" ? name : `${name} ${version}`;
  const score = cvss === undefined ? severity : `${severity}, CVSS ${cvss}`;
  return {
    ruleId: id,
    ruleIndex,
    level: levels[severity],
    message: { text: `${what} has ${id} (${score}): ${status}` },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: encodeURI(artifact) } },
        logicalLocations: [{ name, fullyQualifiedName: version === "" ? name : `${name}@${version}`, kind: "package" }],
      },
    ],
    partialFingerprints: { "finding/v1": fingerprint(finding) },
    ...(isOpen(finding) ? {} : { suppressions: [{ kind: "external", status: "accepted", justification: status }] }),
  };
}

/** The same finding has the same fingerprint in every run, whatever its score or status has become. */
function fingerprint({ id, package: name, version }: Finding): string {
  return createHash("sha256")
    .update(JSON.stringify([id, name, version]))
    .digest("hex");
}
