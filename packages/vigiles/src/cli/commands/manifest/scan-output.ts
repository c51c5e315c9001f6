import { VigilesError } from "../../../errors.js";
import { atomicWrite } from "../../../files/atomic-write.js";
import { modeLike } from "../../../files/output-mode.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import type { Severity } from "../../../findings/severity.js";
import { formatReport } from "../../../report/formats/index.js";
import { reportOf } from "../../../report/report.js";
import { summaryOf } from "../../../report/summary.js";
import type { CommandContext } from "../../context/command-context.js";
import { checkPolicy } from "./policy.js";
import { flagsNeedingFindings, type ScanFlags } from "./scan-options.js";

/**
 * Writes the files that the flags ask for, and fails if `--fail-on` says so.
 *
 * @param context - of the command
 * @param result - of a scan
 * @param flags - of the command line
 * @param source - path of the SBOM, or `-`: for SARIF, and because reports are as private as the SBOM. Default: none
 * @returns what is to be printed: the result, its summary, or the request of a dry run
 * @throws VigilesError `POLICY_FAILED`; `RESPONSE_INVALID` if a flag needs findings and the result has none
 */
export async function outputScan(
  context: CommandContext,
  result: ScanResult,
  flags: ScanFlags,
  source?: string,
): Promise<unknown> {
  if (context.globals.dryRun) return result;
  const [needing] = flagsNeedingFindings(flags);
  if (needing !== undefined && result.cves === undefined) {
    throw new VigilesError("RESPONSE_INVALID", `The response has no findings, which ${needing} needs`);
  }
  await writeFindings(context, result, flags, source);
  const shown = flags.summary ? summaryOf(result) : result;
  await checkPolicy(context, result, flags.failOn, shown);
  return shown;
}

async function writeFindings(
  { io }: CommandContext,
  result: ScanResult,
  { sarif, junit, failOn }: ScanFlags,
  source: string | undefined,
): Promise<void> {
  const report = reportOf(result);
  const isStandardInput = source === "-";
  const options = { artifact: isStandardInput ? undefined : source, failOn: failOn as Severity | undefined };
  const mode = await modeLike(isStandardInput ? "/dev/stdin" : source);
  for (const [format, path] of [["sarif", sarif] as const, ["junit", junit] as const]) {
    if (path === undefined) continue;
    const text = await formatReport(format, report, options);
    await atomicWrite(path, Buffer.from(text), { mode, signal: io.signal });
  }
}
