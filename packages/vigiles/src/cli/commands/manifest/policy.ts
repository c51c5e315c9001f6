import { findingsOf, isOpen } from "../../../findings/finding.js";
import { severities, type Severity } from "../../../findings/severity.js";
import { VigilesError } from "../../../errors.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import type { CommandContext } from "../../context/command-context.js";
import { printResult } from "../../output/print-result.js";

/**
 * Fails if open findings are too severe. The result is printed first, since it lists them.
 *
 * @param context - of the command
 * @param result - of a scan
 * @param failOn - the lowest severity that fails; undefined: every result passes
 * @param shown - what is printed before the failure
 * @throws VigilesError `POLICY_FAILED`
 */
export async function checkPolicy(
  context: CommandContext,
  result: ScanResult,
  failOn: string | undefined,
  shown: unknown,
): Promise<void> {
  if (failOn === undefined) return;
  const minRank = rankOf(failOn);
  const found = findingsOf(result).filter(
    (finding) => isOpen(finding) && severities.indexOf(finding.severity) >= minRank,
  );
  if (found.length === 0) return;
  await printResult(context, shown);
  const first = `the most severe is ${found[0]?.id} in ${found[0]?.package}`;
  const message = `open findings of severity ${failOn} or higher: ${found.length}; ${first}`;
  throw new VigilesError("POLICY_FAILED", message);
}

/**
 * Checks the value of `--fail-on`, so that a misspelled severity fails before anything is uploaded.
 *
 * @throws VigilesError `USAGE`
 */
export function checkSeverity(failOn: string): string {
  rankOf(failOn);
  return failOn;
}

function rankOf(severity: string): number {
  const at = severities.indexOf(severity as Severity);
  if (at > 0) return at;
  throw new VigilesError(
    "USAGE",
    `--fail-on ${JSON.stringify(severity)} is not one of ${severities.slice(1).join(", ")}`,
  );
}
