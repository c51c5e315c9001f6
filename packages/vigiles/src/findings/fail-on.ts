import type { Finding } from "./finding.js";
import { severities, type Severity } from "./severity.js";
import { isOpen } from "./status.js";

/** What a gate can fail at. `none` is not allowed: every rated finding has that severity or a higher one. */
export const gateSeverities = ["low", "medium", "high", "critical", "unknown"] as const;
/** One of the severities that a gate can fail at. */
export type GateSeverity = (typeof gateSeverities)[number];

/** The severities that fail a build: the lowest of the given levels, and `unknown`. */
export type FailOn = readonly Severity[];

/**
 * True for an open finding that is severe enough to fail a build.
 *
 * @param finding - of a scan
 * @param failOn - undefined: every open finding fails
 * @param onlyNew - only a finding that did not fail in an earlier report fails: it is new, or its severity has risen to one
 * that fails. Default: false
 */
export function isFailure(finding: Finding, failOn: FailOn | undefined, onlyNew: boolean = false): boolean {
  if (onlyNew && finding.isNew === false && !hasRisen(finding, failOn)) return false;
  return isOpen(finding) && (failOn === undefined || failsAt(finding.severity, failOn));
}

/** True if the severity that a finding had in an earlier report did not fail a build. */
function hasRisen({ earlierSeverity }: Finding, failOn: FailOn | undefined): boolean {
  return failOn !== undefined && earlierSeverity !== undefined && !failsAt(earlierSeverity, failOn);
}

/** True if open findings of a severity fail a build. */
export function failsAt(severity: Severity, failOn: FailOn): boolean {
  if (failOn.includes(severity)) return true;
  return failOn.some((level) => level !== "unknown" && severities.indexOf(severity) >= severities.indexOf(level));
}

/**
 * Counts the open findings that a gate passes because they have no rating.
 *
 * @param findings - of a report
 * @param failOn - the severities that fail
 */
export function countUnrated(findings: readonly Finding[], failOn: FailOn): number {
  if (failOn.includes("unknown")) return 0;
  return findings.filter((finding) => isOpen(finding) && finding.severity === "unknown").length;
}
