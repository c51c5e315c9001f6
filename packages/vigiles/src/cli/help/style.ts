import type { Command, HelpConfiguration } from "commander";

/** Help without the spellings with `_`, which are understood and need not be learned. */
export const helpStyle: HelpConfiguration = {
  showGlobalOptions: true,
  commandUsage: (command) => `${pathOf(command)} ${command.usage()}`,
  subcommandTerm: (command) => [nameOf(command), argumentsOf(command)].filter((part) => part !== "").join(" "),
};

/**
 * A command's words, from the first on.
 *
 * @param command - for example `vigiles manifest list`
 */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function nameOf(command: Command): string {
  return [command.name(), ...command.aliases().filter((alias) => !alias.includes("_"))].join("|");
}

function argumentsOf(command: Command): string {
  const names = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return names.join(" ");
}
