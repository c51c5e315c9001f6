import type { Command } from "commander";
import { VigilesError } from "../../errors.js";

/**
 * Refuses a command line in which an option has no value, so that the parser took the next flag for the value.
 *
 * @param command - the command that runs
 * @param args - arguments of the command line
 * @throws VigilesError `USAGE`
 */
export function refuseFlagsAsValues(command: Command, args: readonly string[]): void {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const option of at.options) {
      const value: unknown = at.getOptionValue(option.attributeName());
      // A value that was written as --name=value is not an argument of its own, and passes.
      const flag = [value].flat().find((item) => isFlag(item) && args.includes(item));
      if (flag === undefined || option.isBoolean()) continue;
      const name = option.long ?? option.flags;
      throw new VigilesError("USAGE", `${name} lacks its value; if ${flag} is the value, write ${name}=${flag}`);
    }
  }
}

/** Negative numbers are values. */
function isFlag(item: unknown): item is string {
  return typeof item === "string" && /^-[^\d]/.test(item);
}
