import type { Command } from "commander";
import { VigilesError } from "../../errors.js";

/**
 * Refuses a flag whose value is missing, so that the next flag was taken for it.
 *
 * @param command - the one that runs
 * @param words - the command line as it was parsed
 * @throws VigilesError `USAGE`
 */
export function refuseFlagsAsValues(command: Command, words: readonly string[]): void {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    for (const option of at.options) {
      const value: unknown = at.getOptionValue(option.attributeName());
      const flag = [value].flat().find((item) => isFlag(item) && words.includes(item));
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
