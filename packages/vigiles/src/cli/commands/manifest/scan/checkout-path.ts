import { existsSync, realpathSync } from "node:fs";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { Io } from "../../../io.js";

/** Variables in which build servers name the folder of the checkout: GitHub, GitLab, Jenkins, Azure. */
const checkoutVariables = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "WORKSPACE", "BUILD_SOURCESDIRECTORY"] as const;

/**
 * Makes a path relative to the checkout, as code hosts look for files: to the root of the Git repository, otherwise to the folder
 * that the build server names.
 *
 * @param path - of a file
 * @param env - environment variables
 * @returns the path as it is, if the file is in no checkout
 */
export function checkoutPath(path: string, env: Io["env"]): string {
  const file = resolvePath(path);
  if (file === undefined) return path;
  const folders = [findGitRoot(dirname(file)), ...checkoutVariables.map((name) => env[name])];
  const inside = folders.map((folder) => pathBelow(folder, file)).find((found) => found !== undefined);
  return inside ?? path;
}

/** Without links, because a build server may name its folder by one. */
function resolvePath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

/** In a worktree `.git` is a file. */
function findGitRoot(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : findGitRoot(parent);
}

function pathBelow(folder: string | undefined, file: string): string | undefined {
  const root = folder ? resolvePath(folder) : undefined;
  if (root === undefined) return undefined;
  const path = relative(root, file);
  return path.startsWith(`..${sep}`) || isAbsolute(path) ? undefined : path;
}
