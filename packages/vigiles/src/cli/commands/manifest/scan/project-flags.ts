import { projectFileName } from "../../../../project-file/project.js";
import { VigilesError } from "../../../../errors.js";
import type { Project } from "../../../../project-file/project.js";
import type { CommandContext } from "../../../context/command-context.js";
import { flagsExcludingFindings, type ScanFlags } from "./scan-options.js";

/**
 * Adds what the project file says about scans to the flags. Those of the command line take precedence.
 *
 * @param context - of the command
 * @param flags - of the command line
 * @throws VigilesError `PROJECT_FILE_UNREADABLE`, `PROJECT_FILE_INVALID`
 */
export async function withProjectFlags<T extends ScanFlags>(context: CommandContext, flags: T): Promise<T> {
  const project = await context.project();
  if (project === undefined || Object.keys(project.scan).length === 0) return flags;
  const [excluding] = flagsExcludingFindings(flags);
  if (excluding === undefined) {
    const all = { ...project.scan, ...flags };
    if (flags.failOnNew === undefined && all.failOnNew && all.baseline === undefined) throw baselineMissing(project);
    return all;
  }
  context.logger.warn(`${excluding} returns no findings, so the settings for them in ${projectFileName} are not used`);
  return flags;
}

/** The baseline may come from the command line, so the check of the file alone can't find this mistake. */
function baselineMissing({ settings }: Project): VigilesError {
  const line = settings.find(({ name }) => name === "fail-on-new")?.line;
  return new VigilesError(
    "PROJECT_FILE_INVALID",
    `Cannot use ${projectFileName}, line ${line}: "fail-on-new" needs "baseline", to know what is new; write baseline: last, or give --baseline`,
  );
}
