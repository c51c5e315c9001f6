import type { Clock } from "@org/http-core";
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
  /** Open findings that a decision was about that no longer holds, as the report has them. */
  readonly reopened: readonly Finding[];
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
  const reopened: Finding[] = [];
  const findings = report.findings.map((finding) => {
    const about = (byId.get(finding.id) ?? []).filter((decision) => isAbout(decision, finding));
    for (const decision of about) matched.add(decision);
    if (!isOpen(finding)) return finding;
    const valid = about.find(({ expires }) => expires === undefined || expires >= today);
    if (valid !== undefined) return { ...finding, status: valid.status };
    for (const decision of about) expired.add(decision);
    if (about.length > 0) reopened.push(finding);
    return finding;
  });
  const unmatched = decisions.filter((decision) => !matched.has(decision));
  return { report: { ...report, findings }, expired: [...expired], reopened, unmatched };
}

/**
 * The day on which decisions have to hold.
 *
 * @param clock - the source of time
 * @returns for example `2026-12-31`, in UTC
 */
export function dayOf(clock: Clock): string {
  return new Date(clock.nowMs()).toISOString().slice(0, "2026-12-31".length);
}

function isAbout({ package: name, version }: Decision, finding: Finding): boolean {
  if (name !== undefined && name !== finding.package) return false;
  return version === undefined || isInRange(finding.version, version);
}
