import type { Command } from "commander";
import { VigilesError } from "../../errors.js";
import { mayBeSecret } from "./quote-argument.js";

/**
 * Refuses a command line in which an option has no value, and the parser used the next flag as the value.
 *
 * @param command - the command that runs
 * @param args - arguments of the command line
 * @throws VigilesError `USAGE`
 */
export function refuseFlagsAsValues(command: Command, args: readonly string[]): void {
  const text = findFlagAsValue(command, args);
  if (text !== undefined) throw new VigilesError("USAGE", text);
}

/**
 * Finds an option that has no value, and for which the parser used the next flag as the value.
 *
 * @param command - the command that runs
 * @param args - arguments of the command line
 * @returns what is wrong, on one line; undefined if there is no such option
 */
export function findFlagAsValue(command: Command, args: readonly string[]): string | undefined {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const option of at.options) {
      const values: readonly unknown[] = [at.getOptionValue(option.attributeName()) as unknown].flat();
      // A value that was written as --name=value is not an argument of its own, and passes.
      const flag = values.filter(isFlag).find((value) => args.includes(value));
      if (flag === undefined || option.isBoolean()) continue;
      const name = option.long ?? option.flags;
      const [what, shown] = mayBeSecret(flag) ? ["the argument after it", "VALUE"] : [flag, flag];
      return `${name} lacks its value; if ${what} is the value, write ${name}=${shown}`;
    }
  }
  return undefined;
}

/** Negative numbers are values. */
function isFlag(item: unknown): item is string {
  return typeof item === "string" && /^-[^\d]/.test(item);
}
