import type { Severity } from "../findings/severity.js";
import type { Report } from "./report.js";

/** Which findings a reader wants to see. */
export interface FindingFilter {
  /** Only those for which the service names a fix. Default: also the others. */
  readonly onlyFixed?: boolean | undefined;
  /** Only those of these severities. Default: all. */
  readonly severity?: readonly Severity[] | undefined;
}

/**
 * Leaves out the findings that the filter excludes. Unreadable findings stay in the counts.
 *
 * @param report - of a scan
 * @param filter - selects findings
 */
export function filterReport(report: Report, { onlyFixed = false, severity: wanted }: FindingFilter): Report {
  const findings = report.findings.filter(
    ({ fixedBy, severity }) => (!onlyFixed || fixedBy.length > 0) && (wanted?.includes(severity) ?? true),
  );
  return { ...report, findings, leftOut: report.findings.length - findings.length };
}
