import { PassThrough } from "node:stream";
import type { Command } from "commander";
import { createProgram } from "../../src/cli/program.js";
import { commands, wordsOf } from "./command-tree.js";
import { account, type Workspace } from "./workspace.js";

/** One command line that the help of a command shows. */
export interface Example {
  /** The words of the command, for example `manifest list`. */
  readonly command: string;
  readonly line: string;
  /** Arguments of the line, without what pipes into it and where its output goes. */
  readonly args: readonly string[];
}

/** Every example, as the help of its command prints it. */
export async function readExamples(): Promise<Example[]> {
  let printed = "";
  const sink = { write: (chunk: string | Uint8Array) => void (printed += String(chunk)) };
  const program = await createProgram({ stdout: sink, stderr: sink, stdin: new PassThrough(), env: {} });
  const linesOf = (command: Command): string[] => {
    printed = "";
    command.outputHelp();
    const [, below = ""] = printed.split("\nExamples:\n");
    // Other paragraphs may follow.
    const [lines = ""] = below.split("\n\n");
    return lines.split("\n").flatMap((line) => line.trim() || []);
  };
  return commands(program).flatMap((command) => {
    const path = wordsOf(command).join(" ");
    return linesOf(command).map((line) => ({ command: path, line, args: argsOf(line) }));
  });
}

function argsOf(line: string): string[] {
  const own = line.slice(line.indexOf("vigiles ")).replace(/ >.*$/, "");
  const words = own.match(/"[^"]*"|\S+/g) ?? [];
  return words.slice(1).map((word) => word.replaceAll('"', ""));
}

/** Arguments with file names that lie in a workspace, where those to be read exist. */
export function inWorkspace(args: readonly string[], files: Workspace): string[] {
  return args.map((arg) => {
    if (/^dashboard_config$/.test(arg)) return files.write(arg, { group: "G-0" });
    if (/_key$|^~/.test(arg)) return files.keyFile();
    if (/^sbom.*json$|^\.config$/.test(arg)) return files.write(arg, "{}");
    return /\.(?:pdf|spdx|html)$/.test(arg) ? files.path(arg) : arg;
  });
}

/** What a command of an example reads from standard input: `login` the key, others JSON. */
export function inputOf(command: string): string {
  return command === "login" ? account.key : "{}";
}
