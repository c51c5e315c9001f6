import type { Severity } from "../../../findings/severity.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { VigilesError } from "../../../errors.js";
import { atomicWrite } from "../../../files/atomic-write.js";
import { formatReport } from "../../../report/formats/index.js";
import { reportOf } from "../../../report/report.js";
import { summaryOf } from "../../../report/summary.js";
import type { CommandContext } from "../../context/command-context.js";
import { checkPolicy } from "./policy.js";
import { wantingFindings, type ScanFlags } from "./scan-options.js";

/**
 * Writes what the flags ask for, and lets a build fail where open findings are too severe.
 *
 * @param context - prints
 * @param result - of a scan
 * @param flags - of the command line
 * @param artifact - what SARIF says the findings are in
 * @returns what is to be printed
 * @throws VigilesError `POLICY_FAILED`; `RESPONSE_INVALID` where findings are wanted and there are none to judge by
 */
export async function scanOutcome(
  context: CommandContext,
  result: ScanResult,
  flags: ScanFlags,
  artifact?: string,
): Promise<unknown> {
  if (context.globals.dryRun) return result;
  const [wanting] = wantingFindings(flags);
  if (wanting !== undefined && result.cves === undefined) {
    throw new VigilesError("RESPONSE_INVALID", `The answer holds no findings, so ${wanting} has nothing to go by`);
  }
  await writeFindings(result, flags, artifact);
  const shown = flags.summary ? summaryOf(result) : result;
  await checkPolicy(context, result, flags.failOn, shown);
  return shown;
}

async function writeFindings(
  result: ScanResult,
  { sarif, junit, failOn }: ScanFlags,
  artifact?: string,
): Promise<void> {
  const report = reportOf(result);
  const options = { artifact, failOn: failOn as Severity | undefined };
  for (const [format, path] of [["sarif", sarif] as const, ["junit", junit] as const]) {
    if (path !== undefined) await atomicWrite(path, Buffer.from(await formatReport(format, report, options)));
  }
}
