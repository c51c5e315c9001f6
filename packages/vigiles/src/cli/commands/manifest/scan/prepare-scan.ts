import type { Decision } from "../../../../decisions/decision.js";
import type { CommandContext } from "../../../context/command-context.js";
import { prepareBaseline, type Baseline } from "./baseline.js";
import { readDecisions } from "./read-decisions.js";
import { flagsExcludingFindings, type ScanFlags } from "./scan-options.js";

/** Where a scan comes from. */
export interface ScanOrigin {
  /** Path of the SBOM, or `-`: for SARIF, and because reports are as private as the SBOM. Default: none. */
  readonly source?: string;
  /**
   * The service keeps its report, so this is the last report when the command runs again. Default: the report was there before.
   */
  readonly addsReport?: boolean;
  /** Finds the report to compare with. Default: nothing is compared. */
  readonly baseline?: Baseline | undefined;
  /** What is decided about findings. Default: nothing. */
  readonly decisions?: readonly Decision[] | undefined;
}

/**
 * Reads the criteria of a scan before the scan is requested, so that a mistake is found before the upload.
 *
 * @param context - of the command
 * @param flags - of the command line
 * @param rescanned - token of the SBOM that is scanned again. Default: the scan is of an upload
 * @throws VigilesError `INPUT_UNREADABLE`, `INPUT_INVALID`; errors of the service
 */
export async function prepareScan(context: CommandContext, flags: ScanFlags, rescanned?: string): Promise<ScanOrigin> {
  // Without findings there is nothing to decide, and no entry can match.
  if (flagsExcludingFindings(flags).length > 0) return {};
  const decisions = await readDecisions(context, flags);
  return { decisions, baseline: await prepareBaseline(context, flags.baseline, rescanned) };
}
