import type { Command } from "commander";
import { VigilesError } from "../../../errors.js";
import { checkOutputPath } from "../../../files/output-path.js";
import { checkSeverity } from "./policy.js";

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

/** The flags that need findings, of those that stand on a command line. */
export function wantingFindings({ failOn, summary, sarif, junit }: ScanFlags): readonly string[] {
  return [
    ...(failOn === undefined ? [] : ["--fail-on"]),
    ...(summary ? ["--summary"] : []),
    ...(sarif === undefined ? [] : ["--sarif"]),
    ...(junit === undefined ? [] : ["--junit"]),
  ];
}
