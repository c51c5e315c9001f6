import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { omitUndefined } from "@org/http-core/authoring";
import { VigilesError } from "../../errors.js";
import { printable } from "../../util/printable.js";
import type { CommandContext } from "./command-context.js";

/**
 * Asks the user before something is deleted. Without a terminal it does not ask: scripts rely on that.
 *
 * @param context - of the command
 * @param what - will be deleted, for example `group "G-1"`
 * @param isConfirmed - the command line confirms the deletion, so nobody is asked
 * @throws VigilesError `USAGE` if the user does not reply yes
 */
export async function confirmDeletion(
  { io, globals, indicator }: CommandContext,
  what: string,
  isConfirmed: boolean,
): Promise<void> {
  if (isConfirmed || globals.dryRun || Reflect.get(io.stdin, "isTTY") !== true) return;
  indicator.hide();
  const output = new Writable({ write: (chunk: Uint8Array, _encoding, done) => io.stderr.write(chunk, done) });
  const terminal = createInterface({ input: io.stdin, output });
  try {
    const question = `Delete ${printable(what)}? [y/N] `;
    const reply = await terminal.question(question, omitUndefined({ signal: io.signal }));
    if (/^y(?:es)?$/i.test(reply.trim())) return;
  } finally {
    terminal.close();
    indicator.show();
  }
  throw new VigilesError("USAGE", "Nothing was deleted; reply y, or give --yes");
}
