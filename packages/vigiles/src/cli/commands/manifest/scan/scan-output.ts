import { isHttpCoreError } from "@org/http-core";
import { VigilesError } from "../../../../errors.js";
import { countUnrated } from "../../../../findings/fail-on.js";
import type { ScanResult } from "../../../../findings/scan-result.js";
import { withManifestToken } from "../../../../client/operations/manifests/scan-response.js";
import { compareReport } from "../../../../report/compare-report.js";
import { filterReport } from "../../../../report/filter-report.js";
import { formatNames } from "../../../../report/formats/index.js";
import { maxSarifResults } from "../../../../report/formats/limits.js";
import { reportOf, type Report } from "../../../../report/report.js";
import { summaryOf } from "../../../../report/summary.js";
import { oneLine } from "../../../../util/printable.js";
import type { CommandContext } from "../../../context/command-context.js";
import { isClosedPipe } from "../../../io.js";
import { printResult } from "../../../output/print-result.js";
import { addHint } from "../../../errors/added-hints.js";
import type { Baseline, EarlierReport } from "./baseline.js";
import { decide, warnOfDecisions } from "./decide.js";
import type { ScanOrigin } from "./prepare-scan.js";
import { judge, judgeExpired } from "./policy.js";
import { flagsNeedingFindings, standardOutput, type ScanFlags } from "./scan-options.js";
import { addToStepSummary } from "./step-summary.js";
import { writeReports } from "./write-reports.js";

/**
 * Writes the files that the flags ask for, prints the result, and fails if `--fail-on` says so. The result is printed
 * before a failure, because it holds the token of an SBOM that has been uploaded.
 *
 * @param context - of the command
 * @param result - of a scan
 * @param flags - of the command line
 * @param origin - further facts about the scan
 * @returns the request of a dry run; otherwise nothing, since the result is printed
 * @throws VigilesError `POLICY_FAILED`; `RESPONSE_INVALID` if a flag needs findings and the result has none, or one that
 * can't be read; `OUTPUT_FAILED` with the token of the SBOM
 */
export async function outputScan(
  context: CommandContext,
  result: ScanResult,
  flags: ScanFlags,
  { source, baseline, decisions = [], addsReport }: ScanOrigin,
): Promise<unknown> {
  if (context.globals.dryRun) return result;
  const [needing] = flagsNeedingFindings(flags);
  if (needing !== undefined && result.cves === undefined) {
    const missing = new VigilesError("RESPONSE_INVALID", `The response has no findings, which ${needing} needs`);
    throw withManifestToken(missing, result);
  }
  const decided = decide(context, reportOf(result), decisions);
  const whole = filterReport(decided.report, flags);
  const prepare = (earlier: Report): Report => filterReport(decide(context, earlier, decisions).report, flags);
  const comparing = compareWith(context, result, whole, baseline && { baseline, prepare });
  const { report, earlier }: Compared = await comparing.catch(() => ({ report: whole }));
  warn(context, report, flags);
  warnOfDecisions(context, decided);
  const writing = await failureOf(writeReports(context, report, flags, source));
  const printing = await failureOf(printScan(context, { result, report }, flags));
  if (result.cves !== undefined) await addToStepSummary(context, report);
  const failure = writing ?? printing ?? (await failureOf(comparing));
  if (failure !== undefined) throw isHttpCoreError(failure) ? withManifestToken(failure, result) : failure;
  const refusal = judge(report, flags) ?? judgeExpired(decided.expired, flags);
  if (refusal === undefined) return undefined;
  if (addsReport && flags.failOnNew && flags.baseline === "last") addHint(refusal, repeatHint(earlier));
  throw refusal;
}

/** An earlier report, and how it is made comparable. */
interface Comparable {
  readonly baseline: Baseline;
  /** Applies the same decisions and filters. */
  readonly prepare: (earlier: Report) => Report;
}

/** A report, and the one that it was compared with. */
interface Compared {
  readonly report: Report;
  readonly earlier?: EarlierReport | undefined;
}

/** The service keeps the reports of failed builds, and does not tell which builds failed. */
function repeatHint(earlier: EarlierReport | undefined): string {
  const remedy =
    earlier?.token === undefined
      ? "fix the findings, or decide about them in an ignore file"
      : `to compare with the same report again, give --baseline ${oneLine(earlier.token)}`;
  return `do not just rerun the job: --baseline last would then use the report of this run, and pass; ${remedy}`;
}

/** If there is no earlier report, every finding is new. */
async function compareWith(
  { logger }: CommandContext,
  result: ScanResult,
  report: Report,
  comparison: Comparable | undefined,
): Promise<Compared> {
  if (comparison === undefined) return { report };
  const earlier = await comparison.baseline(result);
  if (earlier === undefined) logger.warn("--baseline last: there is no earlier report, so every finding is new");
  const before = earlier === undefined ? { ...report, findings: [] } : comparison.prepare(earlier.report);
  return { report: compareReport(report, before), earlier };
}

/** The error of a write. If the reader of a pipe closes it early, that is not an error, and the severity check still runs. */
async function failureOf(write: Promise<unknown>): Promise<unknown> {
  try {
    await write;
    return undefined;
  } catch (error) {
    return isClosedPipe(error) ? undefined : error;
  }
}

function warn({ logger }: CommandContext, report: Report, { failOn, sarif }: ScanFlags): void {
  const { findings, unreadable } = report;
  const unrated = failOn === undefined ? 0 : countUnrated(findings, failOn);
  if (unreadable > 0) logger.warn(`findings that can't be read, and are left out: ${unreadable}`);
  if (unrated > 0) {
    logger.warn(`open findings without a severity: ${unrated}; they fail only with --fail-on unknown`);
  }
  if (sarif === undefined || findings.length <= maxSarifResults) return;
  logger.warn(
    `--sarif has the ${maxSarifResults} most severe of ${findings.length} findings, because GitHub refuses files with more results`,
  );
}

/** A scan, and those of its findings that a filter leaves. */
interface FilteredScan {
  readonly result: ScanResult;
  readonly report: Report;
}

async function printScan(context: CommandContext, { result, report }: FilteredScan, flags: ScanFlags): Promise<void> {
  if (!formatNames.some((format) => flags[format] === standardOutput)) {
    return printResult(context, flags.summary ? summaryOf(result, report) : result, report);
  }
  // Standard output has a report. Without the token users can't find the SBOM again.
  const token = oneLine(JSON.stringify(result.manifest_token));
  if (!context.globals.quiet) context.io.stderr.write(`vigiles: the SBOM has the token ${token}\n`, () => {});
}
