import type { Command } from "commander";
import { resolveHome } from "@org/linuxlink-auth/files";
import type { Io } from "../io.js";

/**
 * Resolves `~/` in the value of each flag that takes a path, because a shell leaves it alone after `--flag=`.
 *
 * @param root - with all its commands and flags
 * @param env - environment that holds `HOME`
 */
export function addHomePaths(root: Command, env: Io["env"]): void {
  for (const option of root.options) {
    if (option.flags.endsWith("<path>")) option.argParser((path) => resolveHome(path, env) ?? path);
  }
  for (const child of root.commands) addHomePaths(child, env);
}
