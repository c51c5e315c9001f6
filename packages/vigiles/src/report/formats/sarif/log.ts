import { createHash } from "node:crypto";
import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { findingIdentity } from "../../../findings/distinct-findings.js";
import type { Finding } from "../../../findings/finding.js";
import type { Severity } from "../../../findings/severity.js";
import { isOpen } from "../../../findings/status.js";
import type { Report } from "../../report.js";
import { advisoryUrl } from "../../../findings/advisory-url.js";
import { maxSarifResults } from "../limits.js";
import { cleanFindings, withoutLinks } from "../report-text.js";

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  none: "note",
  unknown: "note",
};

/**
 * Writes a report in SARIF 2.1.0 (OASIS, 2020), which code hosts show. Each vulnerability is a rule, and each package
 * that has it is a result. Findings that are not open are suppressed results, so that code hosts close their alerts. Text
 * of the service holds no links, control characters or characters that change its direction.
 *
 * @param report - of a scan
 * @param version - of this package
 * @param artifact - path of the SBOM in the repository. Default: the report's title, as a name
 */
export function sarifOf(report: Report, version: string, artifact?: string): object {
  const findings = limitFindings(cleanFindings(report.findings, clean));
  const worst = new Map<string, Finding>();
  for (const finding of findings) if (!worst.has(finding.id)) worst.set(finding.id, finding);
  const ruleIndexes = new Map([...worst.keys()].map((id, index) => [id, index]));
  const driver = {
    name: "vigiles",
    version,
    semanticVersion: version,
    informationUri: "https://vigiles.lynx.com",
    rules: [...worst.values()].map(ruleOf),
  };
  const uri = artifact === undefined ? encodeURIComponent(clean(report.title)) : uriOf(artifact);
  const results = findings.map((finding) => resultOf(finding, ruleIndexes.get(finding.id) ?? -1, uri));
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, columnKind: "utf16CodeUnits", results }],
  };
}

/** Keeps as many findings as GitHub takes, open ones first. */
function limitFindings(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= maxSarifResults) return findings;
  return findings.toSorted((one, other) => Number(isOpen(other)) - Number(isOpen(one))).slice(0, maxSarifResults);
}

function ruleOf({ id, cvss, severity }: Finding): object {
  const helpUri = advisoryUrl(id);
  const scored = cvss !== undefined && cvss >= 0 && cvss <= 10;
  return {
    id,
    shortDescription: { text: messageText(`${id} (${severity})`) },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: levels[severity] },
    properties: { ...(scored ? { "security-severity": cvss.toFixed(1) } : {}), tags: ["security", "vulnerability"] },
  };
}

function resultOf(finding: Finding, ruleIndex: number, uri: string): object {
  const { id, package: name, version, cvss, severity, status } = finding;
  const what = version === "" ? name : `${name} ${version}`;
  const score = cvss === undefined ? severity : `${severity}, CVSS ${cvss}`;
  return {
    ruleId: id,
    ruleIndex,
    level: levels[severity],
    message: { text: messageText(`${what} has ${id} (${score}): ${status}`) },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri } },
        logicalLocations: [{ name, fullyQualifiedName: version === "" ? name : `${name}@${version}`, kind: "package" }],
      },
    ],
    partialFingerprints: { "finding/v1": fingerprint(finding) },
    ...(isOpen(finding) ? {} : { suppressions: [{ kind: "external", status: "accepted", justification: status }] }),
  };
}

/** Escapes a path or name for a URI reference, so that no part of it is read as a scheme, a query or a fragment. */
function uriOf(artifact: string): string {
  if (isAbsolute(artifact)) return pathToFileURL(artifact).href;
  return artifact
    .toWellFormed()
    .split(sep)
    .map((segment) => encodeURIComponent(segment))
    .join("/");
}

function fingerprint(finding: Finding): string {
  return createHash("sha256").update(findingIdentity(finding)).digest("hex");
}

/** Replaces control characters and others that are invisible or change the direction of text. */
function clean(text: string): string {
  const line = text
    .toWellFormed()
    .replace(/[\r\n\t ]+/g, " ")
    .trim();
  return withoutLinks(line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, "\uFFFD"));
}

/** Escapes brackets: `[text](address)` in a message is a link (SARIF 2.1.0, 3.11.6). */
function messageText(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}
