import { isAbsolute, sep } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding } from "../../../findings/finding.js";
import { isOpen } from "../../../findings/status.js";
import type { Report } from "../../report.js";
import { maxSarifResults } from "../limits.js";
import { cleanFindings, visibleText } from "../report-text.js";
import { resultOf } from "./result.js";
import { ruleOf } from "./rule.js";

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
  const findings = limitFindings(cleanFindings(report.findings, visibleText));
  const byId = Map.groupBy(findings, ({ id }) => id);
  const ruleIndexes = new Map([...byId.keys()].map((id, index) => [id, index]));
  const driver = {
    name: "vigiles",
    version,
    semanticVersion: version,
    informationUri: "https://vigiles.lynx.com",
    rules: [...byId.values()].map((ofRule) => ruleOf(ofRule as [Finding, ...Finding[]])),
  };
  const uri = artifact === undefined ? encodeURIComponent(visibleText(report.title)) : uriOf(artifact);
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

/** Escapes a path or name for a URI reference, so that no part of it is read as a scheme, a query or a fragment. */
function uriOf(artifact: string): string {
  if (isAbsolute(artifact)) return pathToFileURL(artifact).href;
  return artifact
    .toWellFormed()
    .split(sep)
    .map((segment) => encodeURIComponent(segment))
    .join("/");
}
