import { existsSync, globSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * Finds a program.
 *
 * @param name - of the program
 * @param folders - patterns of folders to look in besides `PATH`; the last match wins, which is the newest version
 */
export function findProgram(name: string, ...folders: string[]): string | undefined {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name));
  const elsewhere = folders.flatMap((folder) => globSync(join(folder, name))).sort();
  return elsewhere.at(-1) ?? onPath.find((path) => existsSync(path));
}
