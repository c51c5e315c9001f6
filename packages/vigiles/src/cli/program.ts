import { Command } from "commander";
import { commandGroups, type CommandGroup } from "./commands/index.js";
import { refuseFlagsAsValues } from "./options/missing-values.js";
import { addGlobalOptions } from "./options/global-options.js";
import { helpStyle } from "./help/style.js";
import type { Io } from "./io.js";
import { runner } from "./run-command.js";
import { addSpellings } from "./options/underscore-aliases.js";
import { overrideExits } from "./help/usage-errors.js";
import { packageVersion } from "../util/package-files.js";

/**
 * The command line: every command, with the flags and spellings of its predecessors. Of the commands that `words`
 * don't name, only name and description are there.
 *
 * @param io - where help and results go
 * @param words - what will be parsed; without them every command is loaded whole
 */
export async function createProgram(io: Io, words?: readonly string[]): Promise<Command> {
  const program = new Command("vigiles")
    .description("SBOMs and their vulnerabilities, by the Vigiles and LinuxLink services")
    .version(packageVersion(), "--version", "print the version of this command")
    .enablePositionalOptions()
    .hook("preAction", (_program, command) => refuseFlagsAsValues(command, words ?? []))
    .configureHelp(helpStyle)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text, () => {}),
      writeErr: (text) => void io.stderr.write(text, () => {}),
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
  const run = runner(io);
  for (const group of commandGroups) {
    const { name, aliases = [], description, load } = group;
    const command = program.command(name).aliases(aliases).description(description).enablePositionalOptions();
    if (isNeeded(group, words)) (await load())(command, run, io);
  }
  addSpellings(program);
  addGlobalOptions(program);
  overrideExits(program);
  return program;
}

function isNeeded({ name, aliases = [] }: CommandGroup, words: readonly string[] | undefined): boolean {
  // Completion suggests words of every command.
  if (words === undefined || words.includes("completion")) return true;
  return [name, ...aliases].some((spelling) => words.includes(spelling));
}
