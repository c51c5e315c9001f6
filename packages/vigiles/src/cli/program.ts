import { Command } from "commander";
import { cveCommands } from "./commands/cves.js";
import { folderCommands } from "./commands/folder.js";
import { groupCommands } from "./commands/group.js";
import { jobCommands } from "./commands/job.js";
import { manifestCommands } from "./commands/manifest.js";
import { productCommands } from "./commands/product.js";
import { reportCommands } from "./commands/report.js";
import { serviceCommands } from "./commands/service.js";
import { refuseFlagsAsValues } from "./flag-values.js";
import { addGlobalOptions } from "./global-options.js";
import type { Io } from "./io.js";
import { runner } from "./runner.js";
import { overrideExits } from "./usage.js";

/**
 * The command line: every command, with the flags and spellings of its predecessors.
 *
 * @param io - where help and results go
 * @param words - what will be parsed
 */
export function createProgram(io: Io, words: readonly string[] = []): Command {
  const program = new Command("vigiles")
    .description("SBOMs and their vulnerabilities, by the Vigiles and LinuxLink services")
    .enablePositionalOptions()
    .hook("preAction", (_program, command) => refuseFlagsAsValues(command, words))
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text, () => {}),
      writeErr: (text) => void io.stderr.write(text, () => {}),
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
    });
  const run = runner(io);
  serviceCommands(program, run, io);
  manifestCommands(program, run);
  reportCommands(program, run);
  folderCommands(program, run);
  groupCommands(program, run);
  productCommands(program, run);
  cveCommands(program, run);
  jobCommands(program, run);
  addGlobalOptions(program);
  overrideExits(program);
  return program;
}
