import { appendFile, stat } from "node:fs/promises";
import { readVariable } from "@org/linuxlink-auth/files";
import { systemReason } from "../../../../files/system-error.js";
import { formatReport } from "../../../../report/formats/index.js";
import type { Report } from "../../../../report/report.js";
import type { CommandContext } from "../../../context/command-context.js";

const variable = "GITHUB_STEP_SUMMARY";

/**
 * Adds a report to the summary of a job of GitHub Actions, which names a file for it in a variable. A summary that
 * can't be written does not fail a build: it causes a warning.
 *
 * @param context - of the command
 * @param report - of the scan
 */
export async function addToStepSummary({ io, logger }: CommandContext, report: Report): Promise<void> {
  const path = readVariable(io.env, variable);
  if (path === undefined) return;
  try {
    // Opening a pipe without a reader would wait for ever.
    const stats = await stat(path).catch(() => undefined);
    if (stats !== undefined && !stats.isFile()) throw new Error("not a file");
    await appendFile(path, `${await formatReport("markdown", report)}\n`);
  } catch (error) {
    logger.warn(`the file that ${variable} names can't be written: ${systemReason(error)}`);
  }
}
