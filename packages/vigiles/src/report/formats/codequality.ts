import { createHash } from "node:crypto";
import { sep } from "node:path";
import { findingIdentity } from "../../findings/distinct-findings.js";
import type { Finding } from "../../findings/finding.js";
import type { Severity } from "../../findings/severity.js";
import { isOpen } from "../../findings/status.js";
import type { Report } from "../report.js";
import { factText, withFixAndAdvisory } from "./finding-text.js";
import { cleanFindings, visibleText } from "./report-text.js";

/** GitLab's own severities. It has a fifth, `blocker`, which no score of CVSS stands for. */
const degrees: Readonly<Record<Severity, string>> = {
  critical: "critical",
  high: "major",
  medium: "minor",
  low: "info",
  none: "info",
  unknown: "info",
};

/**
 * Writes a report in GitLab's format for Code Quality, which merge requests show: an entry for each open finding. An entry keeps
 * its fingerprint from one scan to the next, by which GitLab tells what is new and what is fixed.
 *
 * @param report - of a scan
 * @param artifact - path of the SBOM in the repository. Default: the report's title, as a name
 */
export function codequalityOf(report: Report, artifact?: string): readonly object[] {
  const path = visibleText(artifact?.replaceAll(sep, "/") ?? report.title) || "SBOM";
  const findings = cleanFindings(report.findings, visibleText).filter(isOpen);
  const entries = findings.map((finding) => entryOf(finding, path));
  return report.unreadable === 0 ? entries : [unreadableEntry(report.unreadable, path), ...entries];
}

function entryOf(finding: Finding, path: string): object {
  return {
    description: withFixAndAdvisory(factText(finding), finding),
    check_name: finding.id,
    fingerprint: hash(findingIdentity(finding)),
    severity: degrees[finding.severity],
    location: locationOf(path),
  };
}

/** Findings that can't be read would look as if they were fixed. */
function unreadableEntry(count: number, path: string): object {
  const description = `${count} findings can't be read`;
  const fingerprint = hash("unreadable findings");
  return { description, check_name: "unreadable findings", fingerprint, severity: "major", location: locationOf(path) };
}

/** A finding is about the whole SBOM. */
function locationOf(path: string): object {
  return { path, lines: { begin: 1 } };
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
