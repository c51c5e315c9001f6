import type { Command } from "commander";
import type { Severity } from "../../../findings/finding.js";
import type { ScanResult } from "../../../findings/scan-result.js";
import { VigilesError } from "../../../errors.js";
import { atomicWrite } from "../../../files/atomic-write.js";
import { checkOutputPath } from "../../../files/output-path.js";
import { reportOf } from "../../../report/report.js";
import { summaryOf } from "../../../report/summary.js";
import type { CommandContext } from "../../context/command-context.js";
import { checkPolicy, checkSeverity } from "./policy.js";
import { packageVersion } from "../../../util/package-files.js";

/** Flags that say what becomes of a scan's findings, and those that leave none. */
export interface ScanFlags {
  readonly failOn?: string;
  readonly summary?: boolean;
  readonly sarif?: string;
  readonly junit?: string;
  readonly uploadOnly?: boolean;
  readonly rescanOnly?: boolean;
  readonly returnJob?: boolean;
}

/** Adds the flags. */
export function addScanOptions(command: Command): Command {
  return command
    .option(
      "--fail-on <severity>",
      "exit 11 where an open finding is low, medium, high or critical, or worse",
      checkSeverity,
    )
    .option("--summary", "print totals instead of every finding")
    .option("--sarif <path>", "also write the findings as SARIF 2.1.0")
    .option("--junit <path>", "also write the findings as JUnit XML; those that --fail-on counts are failures");
}

/**
 * Refuses flags that could never do what they say, before anything is sent.
 *
 * @param flags - of the command line
 * @throws VigilesError `USAGE`, `OUTPUT_INVALID`
 */
export async function checkScanFlags(flags: ScanFlags): Promise<void> {
  const [wanting] = wantingFindings(flags);
  const without = flags.uploadOnly
    ? "--upload-only"
    : flags.rescanOnly
      ? "--rescan-only"
      : flags.returnJob
        ? "--return-job"
        : undefined;
  if (wanting !== undefined && without !== undefined) {
    throw new VigilesError("USAGE", `${wanting} needs findings, and ${without} brings none; leave one of them out`);
  }
  for (const path of [flags.sarif, flags.junit]) if (path !== undefined) await checkOutputPath(path);
}

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

function wantingFindings({ failOn, summary, sarif, junit }: ScanFlags): readonly string[] {
  return [
    ...(failOn === undefined ? [] : ["--fail-on"]),
    ...(summary ? ["--summary"] : []),
    ...(sarif === undefined ? [] : ["--sarif"]),
    ...(junit === undefined ? [] : ["--junit"]),
  ];
}
