import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { CallEndedError } from "@org/http-core";
import { VigilesError } from "../../errors.js";
import type { CommandContext } from "./command-context.js";

/** True if there is a terminal on which a question can be asked. */
export function canAsk({ io }: Pick<CommandContext, "io">): boolean {
  return Reflect.get(io.stdin, "isTTY") === true;
}

/**
 * Asks a question on the terminal.
 *
 * @param context - of the command
 * @param question - with the text between it and the reply, for example `Key: `
 * @param isHidden - the reply is not shown while it is typed. Default: false
 * @returns the reply, without spaces around it
 * @throws VigilesError `USAGE` if the input ends; CallEndedError `ABORTED` on Ctrl-C; the reason of `io.signal`
 */
export async function ask({ io, indicator }: CommandContext, question: string, isHidden = false): Promise<string> {
  indicator.hide();
  const show = (chunk: string | Uint8Array, done: () => void): unknown => io.stderr.write(chunk, done);
  const output = new Writable({
    write: (chunk: Uint8Array, _encoding, done) => (isHidden ? done() : show(chunk, done)),
  });
  // For a hidden reply this takes the terminal out of the mode in which it shows what is typed.
  const terminal = createInterface({ input: io.stdin, output, terminal: isHidden });
  const stopped = new AbortController();
  const interruption = new CallEndedError("ABORTED", "The question was interrupted");
  terminal.once("SIGINT", () => stopped.abort(interruption));
  terminal.once("close", () => stopped.abort());
  const signal = AbortSignal.any([stopped.signal, ...(io.signal === undefined ? [] : [io.signal])]);
  try {
    if (isHidden) show(question, () => {});
    return (await terminal.question(isHidden ? "" : question, { signal })).trim();
  } catch {
    io.signal?.throwIfAborted();
    if (stopped.signal.reason === interruption) throw interruption;
    throw new VigilesError("USAGE", "Nothing was done: the question got no reply");
  } finally {
    terminal.close();
    if (isHidden) show("\n", () => {});
    indicator.show();
  }
}
