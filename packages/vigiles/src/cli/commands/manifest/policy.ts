import { VigilesError } from "../../../errors.js";
import { failsAt, isFailure, type FailOn } from "../../../findings/fail-on.js";
import type { Finding } from "../../../findings/finding.js";
import type { Severity } from "../../../findings/severity.js";
import { isOpen } from "../../../findings/status.js";
import type { Report } from "../../../report/report.js";
import { requireChoice } from "../../options/parse-values.js";

/** What `--fail-on` can be. `none` is no choice: every rated finding has that severity or a higher one. */
export const gateSeverities: readonly Severity[] = ["low", "medium", "high", "critical", "unknown"];

/**
 * Decides what a gate says about a report.
 *
 * @param report - of a scan
 * @param failOn - the severities that fail; undefined: every report passes
 * @returns the failure; undefined if the report passes
 */
export function judge({ findings, unreadable }: Report, failOn: FailOn | undefined): VigilesError | undefined {
  if (failOn === undefined) return undefined;
  const found = findings.filter((finding) => isFailure(finding, failOn));
  if (found[0] !== undefined) return new VigilesError("POLICY_FAILED", foundMessage(found[0], found.length, failOn));
  if (unreadable === 0) return undefined;
  const message = `${unreadable} findings of the response can't be read, so --fail-on can't judge them`;
  return new VigilesError("RESPONSE_INVALID", message);
}

/**
 * Counts the open findings that a gate passes because nobody has rated them.
 *
 * @param report - of a scan
 * @param failOn - the severities that fail
 */
export function countUnrated({ findings }: Report, failOn: FailOn): number {
  if (failOn.includes("unknown")) return 0;
  return findings.filter((finding) => isOpen(finding) && finding.severity === "unknown").length;
}

/**
 * Reads a value of `--fail-on`, so that a misspelled severity fails before anything is uploaded.
 *
 * @param severity - the value
 * @param earlier - the values before it
 * @throws VigilesError `USAGE`
 */
export function collectSeverity(severity: string, earlier: FailOn = []): FailOn {
  return [...earlier, requireChoice("--fail-on", severity, gateSeverities)];
}

/**
 * Refuses a gate that no finding can fail, because a filter leaves out all severities that it fails at.
 *
 * @param failOn - the severities that fail; undefined: there is no gate
 * @param shown - the severities that the filter leaves; undefined: all
 * @throws VigilesError `USAGE`
 */
export function refuseBlindGate(failOn: FailOn | undefined, shown: readonly Severity[] | undefined): void {
  if (failOn === undefined || shown === undefined) return;
  if (shown.some((severity) => failsAt(severity, failOn))) return;
  throw new VigilesError(
    "USAGE",
    `--severity ${shown.join(",")} leaves out everything that --fail-on ${failOn.join(",")} fails at`,
  );
}

function foundMessage(worst: Finding, count: number, failOn: FailOn): string {
  const levels = failOn.filter((severity) => severity !== "unknown").map((severity) => `${severity} or higher`);
  const what = [...levels, ...(failOn.includes("unknown") ? ["unknown"] : [])].join(" or ");
  const place = worst.package === "" ? "" : ` in ${worst.package}`;
  return `open findings of severity ${what}: ${count}; the most severe is ${worst.id}${place}`;
}
