import type { Command, CommanderError } from "commander";
import { VigilesError } from "../../errors.js";
import { pathOf } from "./style.js";

/** Help was asked for and printed: the command line is done. */
export class HelpShown extends Error {}

/** Help was printed because something is missing. */
export class UsageShown extends Error {}

/**
 * Makes every command of a tree report usage errors as ours, instead of ending the process.
 *
 * @param root - with all its commands
 */
export function overrideExits(root: Command): void {
  root.exitOverride((error) => {
    throw translate(root, error);
  });
  for (const child of root.commands) overrideExits(child);
}

function translate(command: Command, error: CommanderError): Error {
  if (error.exitCode === 0) return new HelpShown();
  if (error.code === "commander.help") return new UsageShown(`A command is missing; see ${pathOf(command)} --help`);
  const message = error.message.replace(/^error: /, "").replace(/\s+/g, " ");
  return new VigilesError("USAGE", `${message}${fullName(command, error)}; see ${pathOf(command)} --help`);
}

/** Abbreviated flags are not guessed; the full name is said instead. */
function fullName(command: Command, error: CommanderError): string {
  const typed = /unknown option '(--[^'=]+)/.exec(error.message)?.[1];
  if (error.code !== "commander.unknownOption" || typed === undefined || error.message.includes("Did you mean"))
    return "";
  const full = command.options.map(({ long }) => long).filter((long) => long?.startsWith(typed));
  return full.length === 0 ? "" : ` (Did you mean ${full.join(" or ")}?)`;
}
