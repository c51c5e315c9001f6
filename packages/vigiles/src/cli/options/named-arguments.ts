import type { Command } from "commander";
import { VigilesError } from "../../errors.js";

/**
 * Adds arguments that can be given by position or by name. Commands have them in different orders, which users mix up.
 *
 * @param command - gets an argument `[NAME]` and an option `--NAME` for each
 * @param names - names, in their order, with descriptions
 */
export function addNamedArguments(command: Command, names: Readonly<Record<string, string>>): Command {
  for (const [name, description] of Object.entries(names)) {
    command.argument(`[${name}]`, description).option(`--${name} <value>`, `same as the argument ${name}`);
  }
  return command;
}

/**
 * Reads the arguments. Those that are given by name leave the positions to the others.
 *
 * @param command - the command that runs
 * @param names - as given to {@link addNamedArguments}
 * @returns a value for each name, in the order of the names
 * @throws VigilesError `USAGE` if one is missing or given twice
 */
export function readNamedArguments(command: Command, names: Readonly<Record<string, string>>): string[] {
  const positional = [...command.args];
  const values = Object.keys(names).map((name) => {
    const named: unknown = command.getOptionValue(camelCase(name));
    const value = typeof named === "string" ? named : positional.shift();
    if (value !== undefined) return value;
    throw new VigilesError("USAGE", `missing required argument '${name}'; give it in its place or as --${name}`);
  });
  if (positional.length === 0) return values;
  const excess = JSON.stringify(positional[0]);
  throw new VigilesError("USAGE", `too many arguments: ${excess} is left over, since others are given by name`);
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());
}
