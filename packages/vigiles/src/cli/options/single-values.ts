import type { Command, Option } from "commander";
import { VigilesError } from "../../errors.js";

/** Values that say what is checked, or name a file: an empty one comes from a variable that is not set. */
const neverEmpty = /<(?:path|report|document)>$/;

/**
 * Refuses an option of a command that is given twice, since only one of its values would be used; and an empty value where it
 * would switch off what was asked for. Global options may be given again after the command: the last one is used.
 *
 * @param root - with all its commands, flags and global options
 */
export function refuseLostValues(root: Command): void {
  for (const command of root.commands) {
    for (const option of command.options) {
      if (!option.isBoolean() && !option.hidden) watch(command, option);
    }
    refuseLostValues(command);
  }
}

function watch(command: Command, option: Option): void {
  const name = option.long ?? option.flags;
  const isRepeatable = option.variadic || option.description.includes("(repeatable)");
  let isGiven = false;
  command.on(`option:${option.name()}`, (value: string) => {
    if (value === "" && neverEmpty.test(option.flags)) {
      throw new VigilesError("USAGE", `${name} has an empty value; leave it out, or give a value`);
    }
    if (isGiven && !isRepeatable) throw new VigilesError("USAGE", `${name} is given twice, and takes one value`);
    isGiven = true;
  });
}
