import { findingsOf, isOpen } from "../../../findings/finding.js";
import { severities, type Severity } from "../../../findings/severity.js";
import { VigilesError } from "../../../errors.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import type { CommandContext } from "../../context/command-context.js";
import { printResult } from "../../output/print-result.js";

/**
 * Lets a build fail where open findings are too severe. The result is printed first: it is what says which.
 *
 * @param context - prints
 * @param result - of a scan
 * @param failOn - the mildest severity that counts; without it everything passes
 * @param shown - what is printed
 * @throws VigilesError `POLICY_FAILED`
 */
export async function checkPolicy(
  context: CommandContext,
  result: ScanResult,
  failOn: string | undefined,
  shown: unknown,
): Promise<void> {
  if (failOn === undefined) return;
  const least = rank(failOn);
  const found = findingsOf(result).filter(
    (finding) => isOpen(finding) && severities.indexOf(finding.severity) >= least,
  );
  if (found.length === 0) return;
  await printResult(context, shown);
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
