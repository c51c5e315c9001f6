import { lstatSync } from "node:fs";
import { join, normalize, parse, sep } from "node:path";
import { ValueError } from "./ci-variables.js";

/**
 * Checks that a path of a project file leads to a place below its folder, and through no link.
 *
 * @param folder - of the project file
 * @param path - as the project file gives it, with the values of variables
 * @throws ValueError
 */
export function checkInside(folder: string, path: string): void {
  const parts = normalize(path).split(sep);
  if (path === "-") throw new ValueError("must be a file; only a flag can choose standard output");
  if (path.startsWith("~") || parse(path).root !== "" || parts.includes("..")) {
    throw new ValueError("must be a path below the folder of the project file; give another path with a flag");
  }
  if (parts.some((part) => part.toLowerCase() === ".git")) {
    throw new ValueError("must not be in .git, whose files are run or trusted; choose another folder");
  }
  for (const at of parts.keys()) {
    const place = join(folder, ...parts.slice(0, at + 1));
    if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) continue;
    const link = JSON.stringify(parts.slice(0, at + 1).join("/"));
    throw new ValueError(`leads through the link ${link}, which may leave the folder; name a path without links`);
  }
}
