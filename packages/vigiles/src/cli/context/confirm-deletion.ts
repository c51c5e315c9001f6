import { VigilesError } from "../../errors.js";
import { printable } from "../../util/printable.js";
import { ask, canAsk } from "./ask.js";
import type { CommandContext } from "./command-context.js";

/**
 * Asks the user before something is deleted. Without a terminal it does not ask: scripts rely on that.
 *
 * @param context - of the command
 * @param what - will be deleted, for example `group "G-1"`
 * @param isConfirmed - the command line confirms the deletion, so nobody is asked
 * @throws VigilesError `USAGE` if the user does not reply yes
 */
export async function confirmDeletion(context: CommandContext, what: string, isConfirmed: boolean): Promise<void> {
  if (isConfirmed || context.globals.dryRun || !canAsk(context)) return;
  if (isYes(await ask(context, `Delete ${printable(what)}? [y/N] `))) return;
  throw new VigilesError("USAGE", "Nothing was deleted; reply y, or give --yes");
}

/** True for `y` and `yes`. */
export function isYes(reply: string): boolean {
  return /^y(?:es)?$/i.test(reply);
}
