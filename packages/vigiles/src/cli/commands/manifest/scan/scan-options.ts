import type { Command } from "commander";
import { VigilesError } from "../../../../errors.js";
import type { NamedPath } from "../../../../files/shared-paths.js";
import type { CommandContext } from "../../../context/command-context.js";
import { checkOutputs, type OutputFlag } from "../../../output/check-outputs.js";
import { severities } from "../../../../findings/severity.js";
import type { FailOn } from "../../../../findings/fail-on.js";
import { formatNames, type FormatName } from "../../../../report/formats/index.js";
import type { FindingFilter } from "../../../../report/filter-report.js";
import { parseSeverities } from "../../../options/parse-values.js";
import { addDecisionOptions, decisionInputs, type DecisionFlags } from "./read-decisions.js";
import { collectSeverities, refuseBlindGate, type Gate } from "./policy.js";

/** Flags that use the findings of a scan, and those that make the server return none. Reports are paths by format. */
export interface ScanFlags extends Gate, FindingFilter, DecisionFlags, Readonly<Partial<Record<FormatName, string>>> {
  /** What the findings are compared with: `last`, a file, or the token of a report. */
  readonly baseline?: string;
  /** False: no existing file is replaced. Default: true. */
  readonly clobber?: boolean;
  /** Prints totals. */
  readonly summary?: boolean;
  /** The upload is not scanned. */
  readonly uploadOnly?: boolean;
  /** The response to a rescan has no report. */
  readonly rescanOnly?: boolean;
  /** The response is the id of a job. */
  readonly returnJob?: boolean;
}

/** The path of a report that goes to standard output. */
export const standardOutput = "-";

/**
 * Adds the flags that use the findings of a scan.
 *
 * @param command - gets a scan
 */
export function addScanOptions(command: Command): Command {
  command
    .option(
      "--fail-on <severity>",
      "exit 11 if an open finding has this severity or a higher one: low, medium, high or critical; or unknown, for findings without a rating; several with commas (repeatable)",
      collectSeverities,
    )
    .option(
      "--severity <list>",
      "only findings of these severities, comma-separated, in tables, totals, reports and --fail-on",
      (list: string) => parseSeverities("--severity", list, severities),
    )
    .option("--only-fixed", "only findings for which a fix is known, in tables, totals, reports and --fail-on");
  return addDecisionOptions(command)
    .option(
      "--baseline <report>",
      "compare with an earlier report: last, the token of a report, or a JSON file of a scan or of CycloneDX",
    )
    .option("--fail-on-new", "exit 11 for open findings that the baseline does not have, and for no others")
    .option("--summary", "print totals instead of every finding")
    .option("--sarif <path>", "also write the findings as SARIF 2.1.0, for code hosts; - is standard output")
    .option(
      "--junit <path>",
      "also write the findings as JUnit XML; findings that --fail-on selects are failures; - is standard output",
    )
    .option("--codequality <path>", "also write the open findings as Code Quality, for GitLab; - is standard output")
    .option("--html <path>", "also write the findings as an HTML page; - is standard output")
    .option("--markdown <path>", "also write the findings as Markdown, for comments; - is standard output")
    .option("--csv <path>", "also write the findings as CSV, for spreadsheets; - is standard output")
    .option("--no-clobber", "do not replace an existing file");
}

/** The files of a command in addition to those of the flags for a scan. */
export interface OtherFiles {
  /** What it writes. */
  readonly outputs: readonly OutputFlag[];
  /** What it reads. */
  readonly inputs: readonly NamedPath[];
}

/**
 * Refuses flags that contradict each other, and paths that can't be written, before anything is sent.
 *
 * @param context - of the command
 * @param flags - of the command line
 * @param others - further files of the command. Default: none
 * @throws VigilesError `USAGE`, `OUTPUT_INVALID`, `OUTPUT_EXISTS`
 */
export async function checkScanFlags(
  context: CommandContext,
  flags: ScanFlags,
  others: OtherFiles = { outputs: [], inputs: [] },
): Promise<void> {
  const [needing] = flagsNeedingFindings(flags);
  const [excluding] = flagsExcludingFindings(flags);
  if (needing !== undefined && excluding !== undefined) {
    throw new VigilesError("USAGE", `${needing} needs findings, and ${excluding} returns none; leave one of them out`);
  }
  refuseBlindGate(flags.failOn, flags.severity);
  if (flags.failOnNew && flags.baseline === undefined) {
    throw new VigilesError(
      "USAGE",
      "--fail-on-new needs --baseline, to know what is new; --baseline last is the last report",
    );
  }
  checkStandardOutput(flags);
  const noClobber = flags.clobber === false;
  const reports = formatNames.map((format) => ({ name: `--${format}`, path: filePath(flags[format]), noClobber }));
  await checkOutputs(context, [...reports, ...others.outputs], [...others.inputs, ...decisionInputs(flags)]);
}

function checkStandardOutput(flags: ScanFlags): void {
  const printed = formatNames.filter((format) => flags[format] === standardOutput).map((format) => `--${format} -`);
  const [first, second] = [...printed, ...(flags.summary ? ["--summary"] : [])];
  if (printed.length === 0 || second === undefined) return;
  throw new VigilesError(
    "USAGE",
    `${first} and ${second} both write to standard output; give one of them a path, or leave it out`,
  );
}

function filePath(path: string | undefined): string | undefined {
  return path === standardOutput ? undefined : path;
}

/**
 * The flags that need findings.
 *
 * @param flags - of the command line
 * @returns names of those that are set, for example `--summary`
 */
export function flagsNeedingFindings(flags: ScanFlags): readonly string[] {
  const { ignoreFile, vex } = flags;
  const { failOn, failOnNew, baseline, severity, onlyFixed, summary } = flags;
  const reports = Object.fromEntries(formatNames.map((format) => [`--${format}`, flags[format]]));
  const compared = {
    "--baseline": baseline,
    "--fail-on-new": failOnNew,
    "--ignore-file": ignoreFile,
    "--vex": vex?.[0],
  };
  const others = {
    ...compared,
    "--fail-on": failOn,
    "--severity": severity,
    "--only-fixed": onlyFixed,
    "--summary": summary,
  };
  return namesOfSet({ ...others, ...reports });
}

/**
 * The flags that make the server return no findings.
 *
 * @param flags - of the command line
 * @returns names of those that are set, for example `--upload-only`
 */
export function flagsExcludingFindings({ uploadOnly, rescanOnly, returnJob }: ScanFlags): readonly string[] {
  return namesOfSet({ "--upload-only": uploadOnly, "--rescan-only": rescanOnly, "--return-job": returnJob });
}

function namesOfSet(flags: Readonly<Record<string, FailOn | string | boolean | undefined>>): readonly string[] {
  return Object.keys(flags).filter((name) => flags[name] !== undefined);
}
