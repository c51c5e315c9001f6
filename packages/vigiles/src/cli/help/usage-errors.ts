import type { Command, CommanderError } from "commander";
import { VigilesError } from "../../errors.js";
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
  const message = error.message.replace(/^error: /, "").replace(/\s+/g, " ");
  return new VigilesError("USAGE", `${message}${suggestFlag(command, error)}; see ${pathOf(command)} --help`);
}

/** Abbreviated flags are refused. The message suggests the full name, which commander does for misspelled flags only. */
function suggestFlag(command: Command, error: CommanderError): string {
  const typed = /unknown option '(--[^'=]+)/.exec(error.message)?.[1];
  const isSuggested = error.message.includes("Did you mean");
  if (error.code !== "commander.unknownOption" || typed === undefined || isSuggested) return "";
  const flags = command.options.map(({ long }) => long).filter((long) => long?.startsWith(typed));
  return flags.length === 0 ? "" : ` (Did you mean ${flags.join(" or ")}?)`;
}
