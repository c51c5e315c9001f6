import type { Finding } from "../findings/finding.js";
import { isOpen } from "../findings/status.js";
import type { Report } from "../report/report.js";
import type { Decision } from "./decision.js";
import { isInRange } from "./version-range.js";

/** A report after decisions. */
export interface DecidedReport {
  /** Findings that a decision is about have its status. */
  readonly report: Report;
  /** Decisions about open findings that no longer hold. */
  readonly expired: readonly Decision[];
}

/**
 * Applies decisions to the open findings of a report.
 *
 * @param report - of a scan
 * @param decisions - in any order; one that holds counts before one that has expired
 * @param today - as `2026-12-31`, in UTC
 */
export function applyDecisions(report: Report, decisions: readonly Decision[], today: string): DecidedReport {
  const byId = Map.groupBy(decisions, ({ id }) => id);
  const expired = new Set<Decision>();
  const findings = report.findings.map((finding) => {
    const about = isOpen(finding) ? (byId.get(finding.id) ?? []).filter((decision) => isAbout(decision, finding)) : [];
    const valid = about.find(({ expires }) => expires === undefined || expires >= today);
    if (valid !== undefined) return { ...finding, status: valid.status };
    for (const decision of about) expired.add(decision);
    return finding;
  });
  return { report: { ...report, findings }, expired: [...expired] };
}

function isAbout({ package: name, version }: Decision, finding: Finding): boolean {
  if (name !== undefined && name !== finding.package) return false;
  return version === undefined || isInRange(finding.version, version);
}
