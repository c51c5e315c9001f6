import { isHttpCoreError } from "@org/http-core";
import { VigilesError } from "../../../errors.js";
import { atomicWrite } from "../../../files/atomic-write.js";
import { modeLike } from "../../../files/output-mode.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { withManifestToken } from "../../../client/operations/manifests/scan-response.js";
import { formatReport } from "../../../report/formats/index.js";
import { maxSarifResults } from "../../../report/formats/limits.js";
import { reportOf, type Report } from "../../../report/report.js";
import { summaryOf } from "../../../report/summary.js";
import type { CommandContext } from "../../context/command-context.js";
import { printResult } from "../../output/print-result.js";
import { countUnrated, judge } from "./policy.js";
import { flagsNeedingFindings, type ScanFlags } from "./scan-options.js";

/**
 * Writes the files that the flags ask for, prints the result, and fails if `--fail-on` says so. The result is printed
 * before a failure, because it holds the token of an SBOM that has been uploaded.
 *
 * @param context - of the command
 * @param result - of a scan
 * @param flags - of the command line
 * @param source - path of the SBOM, or `-`: for SARIF, and because reports are as private as the SBOM. Default: none
 * @returns the request of a dry run; else nothing, since the result is printed
 * @throws VigilesError `POLICY_FAILED`; `RESPONSE_INVALID` if a flag needs findings and the result has none, or one that
 * can't be read; `OUTPUT_FAILED` with the token of the SBOM
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
    const missing = new VigilesError("RESPONSE_INVALID", `The response has no findings, which ${needing} needs`);
    throw withManifestToken(missing, result);
  }
  const report = reportOf(result);
  warn(context, report, flags);
  const failure = await writeFindings(context, report, flags, source).catch((error: unknown) => error);
  await printScan(context, result, flags);
  if (failure !== undefined) throw isHttpCoreError(failure) ? withManifestToken(failure, result) : failure;
  const refusal = judge(report, flags.failOn);
  if (refusal !== undefined) throw refusal;
  return undefined;
}

function warn({ logger }: CommandContext, report: Report, { failOn, sarif }: ScanFlags): void {
  const { findings, unreadable } = report;
  const unrated = failOn === undefined ? 0 : countUnrated(report, failOn);
  if (unreadable > 0) logger.warn(`findings that can't be read, and are left out: ${unreadable}`);
  if (unrated > 0) {
    logger.warn(`open findings without a severity: ${unrated}; they fail only with --fail-on unknown`);
  }
  if (sarif === undefined || findings.length <= maxSarifResults) return;
  logger.warn(
    `--sarif has the ${maxSarifResults} most severe of ${findings.length} findings, because GitHub refuses files with more results`,
  );
}

async function printScan(context: CommandContext, result: ScanResult, { summary }: ScanFlags): Promise<void> {
  try {
    await printResult(context, summary ? summaryOf(result) : result);
  } catch (error) {
    throw isHttpCoreError(error) ? withManifestToken(error, result) : error;
  }
}

async function writeFindings(
  { io }: CommandContext,
  report: Report,
  { sarif, junit, failOn }: ScanFlags,
  source: string | undefined,
): Promise<void> {
  const isStandardInput = source === "-";
  const options = { artifact: isStandardInput ? undefined : source, failOn };
  const mode = await modeLike(isStandardInput ? "/dev/stdin" : source);
  for (const [format, path] of [["sarif", sarif] as const, ["junit", junit] as const]) {
    if (path === undefined) continue;
    const text = await formatReport(format, report, options);
    await atomicWrite(path, Buffer.from(text), { mode, signal: io.signal });
  }
}
