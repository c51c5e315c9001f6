import { atomicWrite } from "../../../../files/atomic-write.js";
import { modeLike } from "../../../../files/output-mode.js";
import { formatNames, formatReport } from "../../../../report/formats/index.js";
import type { Report } from "../../../../report/report.js";
import type { CommandContext } from "../../../context/command-context.js";
import { writeOut } from "../../../io.js";
import { checkoutPath } from "./checkout-path.js";
import { standardOutput, type ScanFlags } from "./scan-options.js";

/**
 * Writes the reports that the flags ask for, each to its file or to standard output.
 *
 * @param context - of the command
 * @param report - of the scan
 * @param flags - of the command line
 * @param source - path of the SBOM, or `-`: for SARIF, and because reports are as private as the SBOM. Default: none
 * @throws VigilesError `OUTPUT_FAILED`, `OUTPUT_EXISTS`
 */
export async function writeReports(
  { io, indicator }: CommandContext,
  report: Report,
  flags: ScanFlags,
  source: string | undefined,
): Promise<void> {
  const isStandardInput = source === "-";
  const artifact = isStandardInput || source === undefined ? undefined : checkoutPath(source, io.env);
  const options = { artifact, failOn: flags.failOn, onlyNew: flags.failOnNew };
  const mode = await modeLike(isStandardInput ? "/dev/stdin" : source);
  for (const format of formatNames) {
    const path = flags[format];
    if (path === undefined) continue;
    const text = await formatReport(format, report, options);
    if (path !== standardOutput) {
      await atomicWrite(path, Buffer.from(text), { mode, noClobber: flags.clobber === false, signal: io.signal });
      continue;
    }
    indicator.hide();
    await writeOut(io.stdout, text, io.signal);
  }
}
