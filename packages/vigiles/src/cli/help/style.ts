import type { Command, HelpConfiguration } from "commander";

/** How help is printed. Aliases with `_` are understood but not shown: users need not learn them. */
export const helpStyle: HelpConfiguration = {
  showGlobalOptions: true,
  commandUsage: (command) => `${pathOf(command)} ${command.usage()}`,
  subcommandTerm: (command) => [namesOf(command), argumentsOf(command)].filter((part) => part !== "").join(" "),
};

/**
 * The full name of a command.
 *
 * @param command - any of the tree
 * @returns for example `vigiles manifest list`
 */
export function pathOf(command: Command): string {
  return command.parent === null ? command.name() : `${pathOf(command.parent)} ${command.name()}`;
}

function namesOf(command: Command): string {
  return [command.name(), ...command.aliases().filter((alias) => !alias.includes("_"))].join("|");
}

function argumentsOf(command: Command): string {
  const names = command.registeredArguments.map((argument) => {
    const name = `${argument.name()}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return names.join(" ");
}
