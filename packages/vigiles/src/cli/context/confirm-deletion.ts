import { readVariable } from "@org/linuxlink-auth/files";
import { VigilesError } from "../../errors.js";
import { printable } from "../../util/printable.js";
import { ask, canAsk } from "./ask.js";
import type { CommandContext } from "./command-context.js";

/**
 * Asks the user before something is deleted. Without a terminal, and on build servers, it does not ask: scripts rely on that.
 *
 * @param context - of the command
 * @param what - will be deleted, for example `group "G-1"`
 * @param isConfirmed - the command line confirms the deletion, so the user is not asked
 * @throws VigilesError `USAGE` if the user does not reply yes
 */
export async function confirmDeletion(context: CommandContext, what: string, isConfirmed: boolean): Promise<void> {
  if (isConfirmed || context.globals.dryRun || !hasUser(context)) return;
  if (isYes(await ask(context, `Delete ${printable(what)}? [y/N] `))) return;
  throw new VigilesError("USAGE", "Nothing was deleted; reply y, or give --yes");
}

/** True if there is a user at a terminal. Build servers set `CI`, and some give their jobs a terminal. */
export function hasUser(context: CommandContext): boolean {
  return canAsk(context) && readVariable(context.io.env, "CI") === undefined;
}

/**
 * Names what will be deleted, for {@link confirmDeletion}.
 *
 * @param what - one thing, for example `group`
 * @param names - tokens or names, as the user gave them
 * @returns for example `group "G-1"`, or `2 groups: "G-1", "G-2"`
 */
export function listForPeople(what: string, names: readonly string[]): string {
  const list = names.map((name) => JSON.stringify(name)).join(", ");
  return names.length === 1 ? `${what} ${list}` : `${names.length} ${what}s: ${list}`;
}

/** True for `y` and `yes`. */
export function isYes(reply: string): boolean {
  return /^y(?:es)?$/i.test(reply);
}
