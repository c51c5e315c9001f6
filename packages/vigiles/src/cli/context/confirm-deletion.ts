import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { VigilesError } from "../../errors.js";
import type { CommandContext } from "./command-context.js";
import { printable } from "../../util/printable.js";

/**
 * Asks a person before something is gone for good. Without a terminal nobody is asked: scripts rely on that.
 *
 * @param context - where the person is
 * @param what - will be deleted
 * @param yes - it was said on the command line
 * @throws VigilesError `USAGE` where the answer isn't yes
 */
export async function askBeforeDeleting(
  { io, globals, indicator }: CommandContext,
  what: string,
  yes: boolean,
): Promise<void> {
  if (yes || globals.dryRun || Reflect.get(io.stdin, "isTTY") !== true) return;
  indicator.hide();
  const output = new Writable({ write: (chunk: Uint8Array, _encoding, done) => io.stderr.write(chunk, done) });
  const terminal = createInterface({ input: io.stdin, output });
  try {
    const options = io.signal === undefined ? {} : { signal: io.signal };
    const answer = await terminal.question(`Delete ${printable(what)}? [y/N] `, options);
    if (/^y(?:es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
    indicator.show();
  }
  throw new VigilesError("USAGE", "Nothing was deleted; answer y, or give --yes");
}
