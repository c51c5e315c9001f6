import type { Command } from "commander";

/**
 * Lets users write the names of commands with `_` for `-`: some commands of the original are spelled so.
 *
 * @param root - with all its commands
 */
export function addUnderscoreAliases(root: Command): void {
  for (const command of root.commands) {
    const known = new Set([command.name(), ...command.aliases()]);
    for (const name of known) {
      const alias = name.replaceAll("-", "_");
      if (!known.has(alias)) command.alias(alias);
    }
    addUnderscoreAliases(command);
  }
}
