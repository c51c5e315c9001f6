import { lstatSync } from "node:fs";
import { VigilesError } from "../../errors.js";
import { projectFileName, type Project } from "../../project-file/project.js";
import type { Io } from "../io.js";
import type { GlobalOptions } from "../options/global-options.js";

/** Reads the project file at the first call; undefined if there is none, or the command line says not to read it. */
export type ProjectReader = () => Promise<Project | undefined>;

/**
 * Makes the reader of the project file in the working folder.
 *
 * @param globals - options of the command line
 * @param env - environment variables
 */
export function projectReader({ projectFile }: GlobalOptions, env: Io["env"]): ProjectReader {
  let reading: Promise<Project | undefined> | undefined;
  return () => (reading ??= projectFile ? read(env) : Promise.resolve(undefined));
}

/** A name that users may give the file by mistake. Without an error, its settings would not count, and nobody would notice. */
const otherName = ".vigiles.yml";

function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** The code that checks the file takes long to load, and most folders have none. */
async function read(env: Io["env"]): Promise<Project | undefined> {
  if (!exists(projectFileName)) {
    if (!exists(otherName)) return undefined;
    throw new VigilesError("PROJECT_FILE_INVALID", `Cannot use ${otherName}: rename it to ${projectFileName}`);
  }
  const { readProject } = await import("../../project-file/read-project.js");
  return readProject(".", env);
}
