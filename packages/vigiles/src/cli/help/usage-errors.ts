import type { Command, CommanderError } from "commander";
import { VigilesError } from "../../errors.js";
import { ownCommand, ownFlag } from "./foreign-words.js";
import { mayBeSecret } from "../options/quote-argument.js";
import { pathOf } from "./style.js";

/** Thrown when help was asked for and printed: the command ends with success. */
export class HelpShown extends Error {}

/** Thrown when help was printed because the command line names no command: a usage error. */
export class UsageShown extends Error {}

/**
 * Makes every command of a tree throw an error of this package where commander would end the process.
 *
 * @param root - with all its commands
 */
export function overrideExits(root: Command): void {
  root.exitOverride((error) => {
    throw translateError(root, error);
  });
  for (const child of root.commands) overrideExits(child);
}

function translateError(command: Command, error: CommanderError): Error {
  if (error.exitCode === 0) return new HelpShown();
  if (error.code === "commander.help") return new UsageShown(`A command is missing; see ${pathOf(command)} --help`);
  const valued = valuedSwitch(command, error);
  if (valued !== undefined) return new VigilesError("USAGE", `${valued} takes no value; see ${pathOf(command)} --help`);
  const message = withoutValue(error.message.replace(/^error: /, "").replace(/\s+/g, " "));
  const foreign = foreignHint(command, error);
  const hint = foreign ?? suggestFlag(command, error);
  const text = foreign === undefined ? message : message.replace(/ \(Did you mean .*\)$/, "");
  return new VigilesError("USAGE", `${text}${hint}; see ${pathOf(command)} --help`);
}

/** A flag that takes no value and was given one, as in `--summary=yes`: the parser does not know it then. */
function valuedSwitch(command: Command, { code, message }: CommanderError): string | undefined {
  const typed = /^error: unknown option '(--[^'=]+)=/.exec(message)?.[1];
  if (code !== "commander.unknownOption") return undefined;
  return command.options.find(({ long }) => long === typed)?.long ?? undefined;
}

/** The value of a flag that is not known, and words and arguments that no command takes, may be secrets. */
function withoutValue(message: string): string {
  return message
    .replace(/^(unknown (?:command|option)) '(.*?)'(?=$| \(Did you mean)/, (all: string, what: string, typed: string) =>
      mayBeSecret(typed.split("=", 1)[0] ?? "") ? `${what} (not shown, it may be a secret)` : all,
    )
    .replace(/^(unknown option '[^'=]+)=.*'/, "$1'")
    .replace(/^(too many arguments\b.* but got \d+): .*$/, "$1");
}

/** For a word that users know from another tool. */
function foreignHint(command: Command, { code, message }: CommanderError): string | undefined {
  if (code === "commander.excessArguments") return formatsHint(message);
  const typed = /^error: unknown (?:command|option) '([^'=]+)/.exec(message)?.[1] ?? "";
  const own = code === "commander.unknownCommand" ? ownCommand(typed) : ownFlag(command, typed);
  return own === undefined ? undefined : ` (here it is ${own})`;
}

/** Syft and Grype write `-o sarif=FILE`; here `-o` of an upload takes no value, so the rest is an extra argument. */
function formatsHint(message: string): string | undefined {
  const format = / (sarif|junit|html|markdown|csv)=/i.exec(message)?.[1]?.toLowerCase();
  return format === undefined ? undefined : ` (here it is --${format} FILE)`;
}

/** Abbreviated flags are refused. The message suggests the full name, which commander does for misspelled flags only. */
function suggestFlag(command: Command, error: CommanderError): string {
  const typed = /unknown option '(--[^'=]+)/.exec(error.message)?.[1];
  const isSuggested = error.message.includes("Did you mean");
  if (error.code !== "commander.unknownOption" || typed === undefined || isSuggested) return "";
  const flags = command.options.map(({ long }) => long).filter((long) => long?.startsWith(typed));
  return flags.length === 0 ? "" : ` (Did you mean ${flags.join(" or ")}?)`;
}
