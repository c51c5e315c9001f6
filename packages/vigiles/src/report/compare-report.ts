import { findingIdentity } from "../findings/distinct-findings.js";
import { isOpen } from "../findings/status.js";
import type { Report } from "./report.js";

/**
 * Compares a report with an earlier one, by id, package and version, and marks the findings that are new.
 *
 * @param report - of a scan
 * @param earlier - of the same SBOM
 */
export function compareReport(report: Report, earlier: Report): Report {
  const before = new Set(earlier.findings.filter(isOpen).map(findingIdentity));
  const findings = report.findings.map((finding) => ({
    ...finding,
    isNew: isOpen(finding) && !before.has(findingIdentity(finding)),
  }));
  const added = findings.filter(({ isNew }) => isNew).length;
  const unchanged = findings.filter(isOpen).length - added;
  return { ...report, findings, comparison: { new: added, fixed: before.size - unchanged, unchanged } };
}
