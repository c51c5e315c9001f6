import type { Severity } from "../../../findings/finding.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { VigilesError } from "../../../errors.js";
import { atomicWrite } from "../../../files/atomic-write.js";
import { reportOf } from "../../../report/report.js";
import { summaryOf } from "../../../report/summary.js";
import type { CommandContext } from "../../context/command-context.js";
import { checkPolicy } from "./policy.js";
import { wantingFindings, type ScanFlags } from "./scan-options.js";
import { packageVersion } from "../../../util/package-files.js";

/**
 * Writes what the flags ask for, and lets a build fail where open findings are too severe.
 *
 * @param context - prints
 * @param result - of a scan
 * @param flags - of the command line
 * @param artifact - what SARIF says the findings are in
 * @returns what is to be printed
 * @throws VigilesError `POLICY_FAILED`; `ANSWER_INVALID` where findings are wanted and there are none to judge by
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
    throw new VigilesError("ANSWER_INVALID", `The answer holds no findings, so ${wanting} has nothing to go by`);
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
  if (sarif !== undefined) {
    const { sarifOf } = await import("../../../report/formats/sarif.js");
    const document = sarifOf(report, packageVersion(), artifact ?? report.title);
    await atomicWrite(sarif, Buffer.from(`${JSON.stringify(document, undefined, 2)}\n`));
  }
  if (junit !== undefined) {
    const { junitOf } = await import("../../../report/formats/junit.js");
    await atomicWrite(junit, Buffer.from(junitOf(report, failOn as Severity | undefined)));
  }
}
