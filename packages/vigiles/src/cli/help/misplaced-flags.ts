import type { Command } from "commander";
import { pathOf } from "./style.js";

/**
 * Finds the command after whose name a flag belongs that stands before it.
 *
 * @param command - that does not know the flag: the root, or a group of commands
 * @param flag - as it was written, for example `--fail-on`
 * @param args - arguments of the command line, which may name the command that was meant
 * @returns for example `manifest upload`; undefined if no command that the command line names takes the flag
 */
export function ownerOf(command: Command, flag: string, args: readonly string[]): string | undefined {
  const owner = descendants(command).find(
    (one) => namesIn(one, command, args) && one.options.some(({ short, long }) => [short, long].includes(flag)),
  );
  return owner === undefined ? undefined : pathOf(owner).replace(/^vigiles /, "");
}

/** True if the command line has the names of a command and of those above it, up to a command. */
function namesIn(one: Command, top: Command, args: readonly string[]): boolean {
  if (one === top) return true;
  const isNamed = [one.name(), ...one.aliases()].some((name) => args.includes(name));
  return isNamed && one.parent !== null && namesIn(one.parent, top, args);
}

function descendants(command: Command): readonly Command[] {
  return command.commands.flatMap((child) => [child, ...descendants(child)]);
}
