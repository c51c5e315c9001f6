import { findingsOf, isOpen, severities, type Severity } from "../client/findings.js";
import { VigilesError } from "../errors.js";
import type { ScanResult } from "../client/scan-result.js";
import type { CommandContext } from "./context.js";
import { printResult } from "./output.js";

/** Flags that say when a command fails, and those that leave nothing to judge. */
export interface PolicyFlags {
  readonly failOn?: string;
  readonly uploadOnly?: boolean;
  readonly rescanOnly?: boolean;
  readonly returnJob?: boolean;
}

/**
 * Refuses a policy that could never fail, before anything is sent.
 *
 * @param flags - of the command line
 * @throws VigilesError `USAGE`
 */
export function checkPolicyFlags({ failOn, uploadOnly, rescanOnly, returnJob }: PolicyFlags): void {
  if (failOn === undefined || !(uploadOnly || rescanOnly || returnJob)) return;
  const flag = uploadOnly ? "--upload-only" : rescanOnly ? "--rescan-only" : "--return-job";
  throw new VigilesError("USAGE", `--fail-on needs findings, and ${flag} brings none; leave one of them out`);
}

/**
 * Lets a build fail where open findings are too severe. The result is printed first: it is what says which.
 *
 * @param context - prints
 * @param result - of a scan
 * @param flags - `failOn` is the mildest severity that counts; without it everything passes
 * @returns the result, to be printed
 * @throws VigilesError `POLICY_FAILED`; `ANSWER_INVALID` where there is nothing to judge by
 */
export async function checkPolicy(
  context: CommandContext,
  result: ScanResult,
  { failOn }: PolicyFlags,
): Promise<ScanResult> {
  if (failOn === undefined || context.globals.dryRun) return result;
  if (result.cves === undefined) {
    throw new VigilesError("ANSWER_INVALID", "The answer holds no findings, so --fail-on has nothing to judge by");
  }
  const least = rank(failOn);
  const found = findingsOf(result).filter(
    (finding) => isOpen(finding) && severities.indexOf(finding.severity) >= least,
  );
  if (found.length === 0) return result;
  await printResult(context, result);
  const worst = found[0];
  const message = `open findings of severity ${failOn} or worse: ${found.length}, first of all ${worst?.id} in ${worst?.package}`;
  throw new VigilesError("POLICY_FAILED", message);
}

/** Checks the severity itself, so that a mistyped one fails before anything is uploaded. */
export function checkSeverity(failOn: string): string {
  rank(failOn);
  return failOn;
}

function rank(severity: string): number {
  const at = severities.indexOf(severity as Severity);
  if (at > 0) return at;
  throw new VigilesError(
    "USAGE",
    `--fail-on ${JSON.stringify(severity)} is not one of ${severities.slice(1).join(", ")}`,
  );
}
