import { readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** A folder with more files than a reader can take in at once is really two folders. */
export const maxSourceFiles = 14;

/**
 * Finds the folders of sources that hold too many TypeScript files.
 *
 * @param packagesFolder - holds one folder for each package, with its sources in `src`
 * @returns one line for each folder, with its path and its number of files
 * @throws Error if there are no sources
 */
export function crowdedFolders(packagesFolder: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const entry of readdirSync(packagesFolder, { recursive: true, withFileTypes: true })) {
    const folder = relative(packagesFolder, entry.parentPath);
    if (!/^[^/]+\/src(?:\/|$)/.test(folder) || !entry.isFile() || !entry.name.endsWith(".ts")) continue;
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  if (counts.size === 0) throw new Error(`No TypeScript sources in ${join(packagesFolder, "*/src")}`);
  return [...counts]
    .filter(([, count]) => count > maxSourceFiles)
    .map(([folder, count]) => `${folder} has ${count} source files; at most ${maxSourceFiles} are allowed`);
}
