import { lstatSync } from "node:fs";
import type { Logger } from "@org/http-core";
import { VigilesError } from "../../errors.js";
import { projectFileName, type Project } from "../../project-file/project.js";
import type { Io } from "../io.js";
import type { GlobalOptions } from "../options/global-options.js";
import { describeUnreadFile } from "../../project-file/unread-file.js";

/** Reads the project file at the first call; undefined if there is none, or the command line says not to read it. */
export type ProjectReader = () => Promise<Project | undefined>;

/**
 * Makes the reader of the project file in the working folder. It warns of a file that sets nothing, or that is not read
 * because of its name or place.
 *
 * @param globals - options of the command line
 * @param env - environment variables
 * @param logger - receives warnings
 */
export function projectReader({ projectFile }: GlobalOptions, env: Io["env"], logger: Logger): ProjectReader {
  let reading: Promise<Project | undefined> | undefined;
  return () => (reading ??= projectFile ? read(env, logger) : Promise.resolve(undefined));
}

/** A name that users may give the file by mistake. Without an error, users would not notice that its settings are not used. */
const otherName = ".vigiles.yml";

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The code that checks the file takes long to load, and most folders have none. */
async function read(env: Io["env"], logger: Logger): Promise<Project | undefined> {
  if (!exists(projectFileName)) {
    if (exists(otherName)) {
      throw new VigilesError("PROJECT_FILE_INVALID", `Cannot use ${otherName}: rename it to ${projectFileName}`);
    }
    const warning = describeUnreadFile(".");
    if (warning !== undefined) logger.warn(warning);
    return undefined;
  }
  const { readProject } = await import("../../project-file/read-project.js");
  const project = readProject(".", env);
  if (project?.settings.length === 0) logger.warn(`${projectFileName} sets nothing: fill it in or remove it`);
  return project;
}
