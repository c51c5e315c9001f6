import { Command } from "commander";
import { packageVersion } from "../util/package-files.js";
import { projectFileName } from "../project-file/project.js";
import { commandGroups, type CommandGroup } from "./commands/index.js";
import { addNamesHelp } from "./help/names.js";
import { helpStyle } from "./help/style.js";
import { overrideExits } from "./help/usage-errors.js";
import type { Io } from "./io.js";
import { addGlobalOptions } from "./options/global-options.js";
import { addHomePaths } from "./options/home-paths.js";
import { refuseFlagsAsValues } from "./options/missing-values.js";
import { refuseLostValues } from "./options/single-values.js";
import { addUnderscoreAliases } from "./options/underscore-aliases.js";
import { createRunner } from "./run-command.js";

/**
 * Builds the parser of the command line, with every command and every spelling that the original command takes.
 *
 * @param io - where help and results are written
 * @param args - what will be parsed: of commands that it doesn't name, only name and description are added. Default:
 * every command is loaded whole
 */
export async function createProgram(io: Io, args?: readonly string[]): Promise<Command> {
  const program = new Command("vigiles")
    .description("SBOMs and their vulnerabilities, by the Vigiles and LinuxLink services")
    .version(packageVersion(), "--version", "print the version of this command")
    .addHelpText(
      "after",
      "\nWhere a command takes the token of an SBOM, group, product or folder, it takes its name as well." +
        `\nYou can put settings of scans into ${projectFileName} in the working folder.\n`,
    )
    .enablePositionalOptions()
    .hook("preAction", (_program, command) => refuseFlagsAsValues(command, args ?? []))
    .configureHelp(helpStyle)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text, () => {}),
      writeErr: (text) => void io.stderr.write(text, () => {}),
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
  const run = createRunner(io);
  for (const group of commandGroups) {
    const { name, aliases = [], description, load } = group;
    const command = program.command(name).aliases(aliases).description(description).enablePositionalOptions();
    if (isNeeded(group, args)) (await load())(command, run, io);
  }
  addUnderscoreAliases(program);
  addNamesHelp(program);
  addGlobalOptions(program);
  addHomePaths(program, io.env);
  refuseLostValues(program);
  overrideExits(program, args ?? []);
  return program;
}

function isNeeded({ name, aliases = [] }: CommandGroup, args: readonly string[] | undefined): boolean {
  // Completion makes suggestions for every command.
  if (args === undefined || args.includes("completion")) return true;
  return [name, ...aliases].some((spelling) => args.includes(spelling));
}
