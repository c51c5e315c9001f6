import type { Command } from "commander";

const namesHelp =
  "\nWherever a command takes a token of an SBOM, group, product or folder, you can give its name instead.\n";

/**
 * Adds to the help of each command that accepts names instead of tokens that it does so.
 *
 * @param root - with all its commands
 */
export function addNamesHelp(root: Command): void {
  for (const command of root.commands) {
    if (takesNames(command)) command.addHelpText("after", namesHelp);
    addNamesHelp(command);
  }
}

/** Reports have no names. */
function takesNames({ registeredArguments, options }: Command): boolean {
  const args = registeredArguments.map((argument) => `<${argument.name()}>`);
  const flags = options.filter((option) => option.long !== "--report-token").map((option) => option.flags);
  return [...args, ...flags].some((text) => /<(?:(?:group|product|folder|manifest)-)?tokens?(?:\.\.\.)?>/.test(text));
}
