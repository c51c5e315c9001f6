import { join } from "node:path";
import { readVariable, type Environment } from "./environment.js";

/**
 * Resolves `~/` at the start of a path, which a shell leaves alone in a variable's value and after `--name=`.
 *
 * @param path - any other path is returned as it is
 * @param env - environment that holds `HOME`, or `USERPROFILE` on Windows
 * @returns undefined if the home directory is needed and unknown
 */
export function resolveHome(path: string, env: Environment): string | undefined {
  if (!path.startsWith("~/")) return path;
  const home = readVariable(env, "HOME") ?? readVariable(env, "USERPROFILE");
  return home ? join(home, path.slice(2)) : undefined;
}
