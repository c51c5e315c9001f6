import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { projectFileName } from "./project.js";

/** Names that users give the file by mistake. */
const otherNames = ["vigiles.yaml", "vigiles.yml"];

/**
 * Finds a file that was probably meant as the project file of a folder without one: a file with a similar name, or the
 * project file of a folder above, up to the root of the repository. Otherwise users would not notice that its settings
 * are not used.
 *
 * @param folder - in which the command runs
 * @returns what to tell the user; undefined if there is no such file
 */
export function describeUnreadFile(folder: string): string | undefined {
  const name = otherNames.find((other) => existsSync(join(folder, other)));
  if (name !== undefined) return `${name} is not read: the project file is called ${projectFileName}; rename it`;
  const path = foldersAbove(resolve(folder))
    .map((above) => join(above, projectFileName))
    .find((file) => existsSync(file));
  if (path === undefined) return undefined;
  return `${path} is not read: run the command there, or with --no-project-file if it is not meant for this folder`;
}

/** The folders between a folder and the root of its repository; none outside a repository. The nearest comes first. */
function foldersAbove(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; !existsSync(join(at, ".git")); at = dirname(at)) {
    if (dirname(at) === at) return [];
    folders.push(dirname(at));
  }
  return folders;
}
