import type { Command, CommanderError } from "commander";
import { VigilesError } from "../../errors.js";
import { ownCommand, ownFlag } from "./foreign-words.js";
import { findFlagAsValue } from "../options/missing-values.js";
import { mayBeSecret } from "../options/quote-argument.js";
import { excessText } from "./excess-arguments.js";
import { ownerOf } from "./misplaced-flags.js";
import { pathOf } from "./style.js";

/** Thrown when help was asked for and printed: the command ends with success. */
export class HelpShown extends Error {}

/** Thrown when help was printed because the command line names no command: a usage error. */
export class UsageShown extends Error {}

/**
 * Makes every command of a tree throw an error of this package where commander would end the process.
 *
 * @param root - with all its commands
 * @param args - arguments of the command line
 */
export function overrideExits(root: Command, args: readonly string[]): void {
  root.exitOverride((error) => {
    throw translateError(root, error, args);
  });
  for (const child of root.commands) overrideExits(child, args);
}

function translateError(command: Command, error: CommanderError, args: readonly string[]): Error {
  if (error.exitCode === 0) return new HelpShown();
  if (error.code === "commander.help") return new UsageShown(`A command is missing; see ${pathOf(command)} --help`);
  const text = findFlagAsValue(command, args) ?? usageText(command, error, args);
  return new VigilesError("USAGE", `${text}; see ${pathOf(command)} --help`);
}

function usageText(command: Command, error: CommanderError, args: readonly string[]): string {
  if (error.code === "commander.excessArguments") return excessText(command, args);
  const message = error.message.replace(/^error: /, "").replace(/\s+/g, " ");
  if (error.code === "commander.missingArgument") return missingText(command, message);
  const valued = valuedSwitch(command, error);
  if (valued !== undefined) return `${valued} takes no value`;
  const hint = misplacedHint(command, error, args) ?? foreignHint(command, error);
  const shown = withoutValue(message);
  if (hint !== undefined) return `${shown.replace(/ \(Did you mean .*\)$/, "")}${hint}`;
  return `${shown}${suggestFlag(command, error)}`;
}

/** Names the argument as the documents do, and says what it is. */
function missingText({ registeredArguments }: Command, message: string): string {
  const name = /'([^']+)'/.exec(message)?.[1] ?? "";
  const description = registeredArguments.find((argument) => argument.name() === name)?.description ?? "";
  const what = description === "" ? "" : ` (${description})`;
  return `missing required argument ${name.toUpperCase()}${what}`;
}

/** A flag that takes no value and was given one, as in `--summary=yes`: the parser does not know it then. */
function valuedSwitch(command: Command, { code, message }: CommanderError): string | undefined {
  const typed = /^error: unknown option '(--[^'=]+)=/.exec(message)?.[1];
  if (code !== "commander.unknownOption") return undefined;
  return command.options.find(({ long }) => long === typed)?.long ?? undefined;
}

/** The value of a flag that is not known, and words that no command takes, may be secrets. */
function withoutValue(message: string): string {
  return message
    .replace(/^(unknown (?:command|option)) '(.*?)'(?=$| \(Did you mean)/, (all: string, what: string, typed: string) =>
      mayBeSecret(typed.split("=", 1)[0] ?? "") ? `${what} (not shown, it may be a secret)` : all,
    )
    .replace(/^(unknown option '[^'=]+)=.*'/, "$1'");
}

/** For a flag of a command that stands before the command's name. */
function misplacedHint(
  command: Command,
  { code, message }: CommanderError,
  args: readonly string[],
): string | undefined {
  const typed = /^error: unknown option '([^'=]+)/.exec(message)?.[1];
  if (code !== "commander.unknownOption" || typed === undefined) return undefined;
  const owner = ownerOf(command, typed, args);
  return owner === undefined ? undefined : `; write it after ${owner}`;
}

/** For a word that users know from another tool. */
function foreignHint(command: Command, { code, message }: CommanderError): string | undefined {
  const typed = /^error: unknown (?:command|option) '([^'=]+)/.exec(message)?.[1] ?? "";
  const own = code === "commander.unknownCommand" ? ownCommand(typed) : ownFlag(command, typed);
  return own === undefined ? undefined : ` (here it is ${own})`;
}

/** Abbreviated flags are refused. The message suggests the full name, which commander does for misspelled flags only. */
function suggestFlag(command: Command, error: CommanderError): string {
  const typed = /unknown option '(--[^'=]+)/.exec(error.message)?.[1];
  const isSuggested = error.message.includes("Did you mean");
  if (error.code !== "commander.unknownOption" || typed === undefined || isSuggested) return "";
  const flags = command.options.map(({ long }) => long).filter((long) => long?.startsWith(typed));
  return flags.length === 0 ? "" : ` (Did you mean ${flags.join(" or ")}?)`;
}
