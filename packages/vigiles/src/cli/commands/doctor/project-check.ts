import { projectFileName } from "../../../project-file/project.js";
import type { CommandContext } from "../../context/command-context.js";
import { fail, ok, type CheckResult } from "./check.js";

/**
 * Checks the project file in the working folder. The other checks don't depend on it.
 *
 * @param context - of the command
 */
export async function checkProjectFile({ globals, project: read }: CommandContext): Promise<CheckResult> {
  const name = "project file";
  if (!globals.projectFile) return ok(name, "not read: --no-project-file is set");
  try {
    const project = await read();
    return ok(name, project === undefined ? "none in this folder" : projectFileName);
  } catch (error) {
    return fail(name, error, "correct what the message names, or use --no-project-file");
  }
}
