import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import type { NamedPath } from "../../../files/shared-paths.js";
import type { CommandContext } from "../../context/command-context.js";
import { checkOutputs, type OutputFlag } from "../../output/check-outputs.js";
import type { FailOn } from "../../../findings/fail-on.js";
import { collectSeverity } from "./policy.js";

/** Flags that use the findings of a scan, and those that make the server return none. */
export interface ScanFlags {
  /** The severities that fail the command. */
  readonly failOn?: FailOn;
  /** Prints totals. */
  readonly summary?: boolean;
  /** Path of a SARIF file. */
  readonly sarif?: string;
  /** Path of a JUnit file. */
  readonly junit?: string;
  /** The upload is not scanned. */
  readonly uploadOnly?: boolean;
  /** The response to a rescan has no report. */
  readonly rescanOnly?: boolean;
  /** The response is the id of a job. */
  readonly returnJob?: boolean;
}

/**
 * Adds the flags that use the findings of a scan.
 *
 * @param command - gets a scan
 */
export function addScanOptions(command: Command): Command {
  return command
    .option(
      "--fail-on <severity>",
      "exit 11 if an open finding has this severity or a higher one: low, medium, high or critical; or unknown, for findings that nobody has rated (repeatable)",
      collectSeverity,
    )
    .option("--summary", "print totals instead of every finding")
    .option("--sarif <path>", "also write the findings as SARIF 2.1.0")
    .option("--junit <path>", "also write the findings as JUnit XML; findings that --fail-on selects are failures");
}

/** The files of a command besides those of the flags for a scan. */
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
  const reports = [
    { name: "--sarif", path: flags.sarif },
    { name: "--junit", path: flags.junit },
  ];
  await checkOutputs(context, [...reports, ...others.outputs], others.inputs);
}

/**
 * The flags that need findings.
 *
 * @param flags - of the command line
 * @returns names of those that are set, for example `--summary`
 */
export function flagsNeedingFindings({ failOn, summary, sarif, junit }: ScanFlags): readonly string[] {
  return namesOfSet({ "--fail-on": failOn, "--summary": summary, "--sarif": sarif, "--junit": junit });
}

function flagsExcludingFindings({ uploadOnly, rescanOnly, returnJob }: ScanFlags): readonly string[] {
  return namesOfSet({ "--upload-only": uploadOnly, "--rescan-only": rescanOnly, "--return-job": returnJob });
}

function namesOfSet(flags: Readonly<Record<string, FailOn | string | boolean | undefined>>): readonly string[] {
  return Object.keys(flags).filter((name) => flags[name] !== undefined);
}
