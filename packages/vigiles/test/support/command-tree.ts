import { PassThrough } from "node:stream";
import type { Command } from "commander";
import { createProgram } from "../../src/cli/program.js";

/** The whole command line, every command loaded. */
export function program(): Promise<Command> {
  const sink = { write: () => true };
  return createProgram({ stdout: sink, stderr: sink, stdin: new PassThrough(), env: {} });
}

/** Every command below one, itself included unless it is the root. */
export function commands(command: Command): Command[] {
  return [...(command.parent === null ? [] : [command]), ...command.commands.flatMap(commands)];
}

/** The words that call a command. */
export function wordsOf(command: Command): string[] {
  return command.parent === null ? [] : [...wordsOf(command.parent), command.name()];
}
