import type { Command } from "commander";

/**
 * Lets commands be written with `_` for `-`, as some of the original's are and others aren't.
 *
 * @param root - with all its commands
 */
export function addSpellings(root: Command): void {
  for (const command of root.commands) {
    const known = new Set([command.name(), ...command.aliases()]);
    for (const name of known) {
      const other = name.replaceAll("-", "_");
      if (!known.has(other)) command.alias(other);
    }
    addSpellings(command);
  }
}
