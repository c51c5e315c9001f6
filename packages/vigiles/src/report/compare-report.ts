import { findingIdentity } from "../findings/distinct-findings.js";
import { isOpen } from "../findings/status.js";
import type { Report } from "./report.js";

/**
 * Compares a report with an earlier one, by id, package and version, and marks the findings that are new. The others get the
 * severity that they had.
 *
 * @param report - of a scan
 * @param earlier - of the same SBOM
 */
export function compareReport(report: Report, earlier: Report): Report {
  const before = new Map(
    earlier.findings.filter(isOpen).map((finding) => [findingIdentity(finding), finding.severity]),
  );
  const findings = report.findings.map((finding) => {
    const earlierSeverity = before.get(findingIdentity(finding));
    const isNew = isOpen(finding) && earlierSeverity === undefined;
    return earlierSeverity === undefined ? { ...finding, isNew } : { ...finding, isNew, earlierSeverity };
  });
  const added = findings.filter(({ isNew }) => isNew).length;
  const unchanged = findings.filter(isOpen).length - added;
  return { ...report, findings, comparison: { new: added, fixed: before.size - unchanged, unchanged } };
}
