import { setImmediate } from "node:timers/promises";
import { jsonText } from "../../util/printable.js";
import type { CommandContext } from "../context/command-context.js";
import { writeOut, type Io } from "../io.js";

/**
 * Prints a result on standard output: one JSON document, or a table on a terminal.
 *
 * @param context - of the command; its options choose the form
 * @param value - JSON; undefined prints nothing
 */
export async function printResult({ io, globals, indicator }: CommandContext, value: unknown): Promise<void> {
  if (value === undefined) return;
  indicator.hide();
  const form = globals.output ?? (io.stdout.isTTY && !globals.compact && !globals.dryRun ? "table" : "json");
  if (form === "table") return printTable(io, value);
  if (form === "raw" && typeof value === "string") return writeOut(io.stdout, value, io.signal);
  const indent = globals.compact || form === "raw" ? undefined : 2;
  await writeOut(io.stdout, `${jsonText(value, indent)}\n`, io.signal);
}

/** The code that draws tables takes long to load, and most commands run without a terminal. */
async function printTable(io: Io, value: unknown): Promise<void> {
  const [{ terminalStyle }, { resultTable }] = await Promise.all([
    import("./terminal-style.js"),
    import("./result-table.js"),
  ]);
  for (const part of resultTable(value, terminalStyle(io))) {
    await writeOut(io.stdout, `${part}\n`, io.signal);
    // Between parts the process can hear Ctrl-C, which stops a long table.
    await setImmediate();
    io.signal?.throwIfAborted();
  }
}
