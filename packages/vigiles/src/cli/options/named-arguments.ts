import type { Command } from "commander";
import { VigilesError } from "../../errors.js";

/**
 * Adds arguments that may stand in their place or be given by name: their order differs from command to command.
 *
 * @param command - gets `[NAME]` and `--NAME` for each
 * @param names - with what they are, in their order
 */
export function addNamedArguments(command: Command, names: Readonly<Record<string, string>>): Command {
  for (const [name, description] of Object.entries(names)) {
    command.argument(`[${name}]`, description).option(`--${name} <value>`, `the argument of this name: ${description}`);
  }
  return command;
}

/**
 * The arguments in their order: those given by name, and the others from their places.
 *
 * @param command - that runs
 * @param names - of {@link addNamedArguments}
 * @throws VigilesError `USAGE` where one is missing or given twice
 */
export function namedArguments(command: Command, names: Readonly<Record<string, string>>): string[] {
  const places = [...command.args];
  const values = Object.keys(names).map((name) => {
    const named: unknown = command.getOptionValue(camelCase(name));
    const value = typeof named === "string" ? named : places.shift();
    if (value !== undefined) return value;
    throw new VigilesError("USAGE", `missing required argument '${name}'; give it in its place or as --${name}`);
  });
  if (places.length === 0) return values;
  throw new VigilesError("USAGE", `too many arguments: ${JSON.stringify(places[0])} has no place beside those by name`);
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
