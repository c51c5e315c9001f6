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
  /** Decisions about no finding, open or not. */
  readonly unmatched: readonly Decision[];
}

/**
 * Applies decisions to the open findings of a report.
 *
 * @param report - of a scan
 * @param decisions - in any order; one that holds takes precedence over one that has expired
 * @param today - as `2026-12-31`, in UTC
 */
export function applyDecisions(report: Report, decisions: readonly Decision[], today: string): DecidedReport {
  const byId = Map.groupBy(decisions, ({ id }) => id);
  const expired = new Set<Decision>();
  const matched = new Set<Decision>();
  const findings = report.findings.map((finding) => {
    const about = (byId.get(finding.id) ?? []).filter((decision) => isAbout(decision, finding));
    for (const decision of about) matched.add(decision);
    if (!isOpen(finding)) return finding;
    const valid = about.find(({ expires }) => expires === undefined || expires >= today);
    if (valid !== undefined) return { ...finding, status: valid.status };
    for (const decision of about) expired.add(decision);
    return finding;
  });
  const unmatched = decisions.filter((decision) => !matched.has(decision));
  return { report: { ...report, findings }, expired: [...expired], unmatched };
}

function isAbout({ package: name, version }: Decision, finding: Finding): boolean {
  if (name !== undefined && name !== finding.package) return false;
  return version === undefined || isInRange(finding.version, version);
}
