import { expiredMessage } from "../../../../decisions/decision-warnings.js";
import type { Decision } from "../../../../decisions/decision.js";
import { VigilesError } from "../../../../errors.js";
import { failsAt, gateSeverities, isFailure, type FailOn } from "../../../../findings/fail-on.js";
import type { Finding } from "../../../../findings/finding.js";
import type { Severity } from "../../../../findings/severity.js";
import type { Report } from "../../../../report/report.js";
import { parseSeverities } from "../../../options/parse-values.js";

/** What fails the command. */
export interface Gate {
  /** The severities that fail. Default: all, if only new findings fail; otherwise none. */
  readonly failOn?: FailOn;
  /** Only findings that the baseline does not have, or that did not fail in it, fail. Default: false. */
  readonly failOnNew?: boolean;
}

/**
 * Decides what a gate says about a report.
 *
 * @param report - of a scan
 * @param gate - what fails; without severities and `failOnNew` every report passes
 * @returns the failure; undefined if the report passes
 */
export function judge({ findings, unreadable }: Report, gate: Gate): VigilesError | undefined {
  const { failOn, failOnNew } = gate;
  if (failOn === undefined && !failOnNew) return undefined;
  const found = findings.filter((finding) => isFailure(finding, failOn, failOnNew));
  if (found[0] !== undefined) return new VigilesError("POLICY_FAILED", foundMessage(found, found[0], gate));
  if (unreadable === 0) return undefined;
  const flag = failOn === undefined ? "--fail-on-new" : "--fail-on";
  const message = `${unreadable} findings of the response can't be read, so ${flag} can't check them`;
  return new VigilesError("RESPONSE_INVALID", message);
}

/**
 * Decides what a gate says about decisions that no longer hold: a person has to review them.
 *
 * @param expired - decisions about open findings
 * @param gate - without severities and `failOnNew` nothing fails
 */
export function judgeExpired(expired: readonly Decision[], { failOn, failOnNew }: Gate): VigilesError | undefined {
  const [first] = expired;
  if (first === undefined || (failOn === undefined && !failOnNew)) return undefined;
  return new VigilesError("POLICY_FAILED", `decisions that have expired: ${expired.length}; ${expiredMessage(first)}`);
}

/**
 * Reads a value of `--fail-on`, so that a misspelled severity fails before anything is uploaded.
 *
 * @param text - a severity, or several with commas
 * @param earlier - the values before it
 * @throws VigilesError `USAGE`
 */
export function collectSeverities(text: string, earlier: FailOn = []): FailOn {
  return [...new Set([...earlier, ...parseSeverities("--fail-on", text, gateSeverities)])];
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

function foundMessage(found: readonly Finding[], worst: Finding, { failOn = [], failOnNew }: Gate): string {
  // The lowest level includes the higher ones.
  const level = gateSeverities.find((severity) => severity !== "unknown" && failOn.includes(severity));
  const levels = level === undefined ? [] : [`${level} or higher`];
  const what = [...levels, ...(failOn.includes("unknown") ? ["unknown"] : [])].join(" or ");
  const place = worst.package === "" ? "" : ` in ${worst.package}`;
  const added = found.some(({ isNew }) => isNew === false) ? "new or more severe " : "new ";
  const which = `${failOnNew ? added : ""}open findings${what === "" ? "" : ` of severity ${what}`}`;
  return `${which}: ${found.length}; the most severe is ${worst.id}${place}`;
}
