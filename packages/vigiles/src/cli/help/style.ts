import { Option, type Command, type HelpConfiguration } from "commander";

/** How help is printed. Aliases with `_` are understood but not shown: users need not learn them. */
export const helpStyle: HelpConfiguration = {
  showGlobalOptions: true,
  visibleGlobalOptions: globalOptionsOf,
  commandUsage: (command) => `${pathOf(command)} ${command.usage()}`,
  subcommandTerm: (command) => [namesOf(command), argumentsOf(command)].filter((part) => part !== "").join(" "),
};

/** The options of the root that a command takes, each with its letter only if the command takes that as well. */
function globalOptionsOf(command: Command): Option[] {
  if (command.parent === null) return [];
  const root = rootOf(command);
  return root.options.flatMap(({ flags, long, short, description }) => {
    const taken = command.options.find((option) => option.long === long);
    if (taken?.hidden !== true) return [];
    if (short === undefined || taken.short !== undefined) return [new Option(flags, description)];
    return [new Option(taken.flags, `${description} (${short} before the command's name)`)];
  });
}

function rootOf(command: Command): Command {
  return command.parent === null ? command : rootOf(command.parent);
}

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
