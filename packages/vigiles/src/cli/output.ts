import type { CommandContext } from "./context.js";
import { writeOut } from "./io.js";
import { printable } from "../printable.js";
import { lookOf } from "./look.js";
import { tableOf } from "./table.js";

/**
 * Prints a result on standard output: one JSON document, or a table on a terminal.
 *
 * @param context - says in which form
 * @param value - JSON; undefined prints nothing
 */
export async function printResult({ io, globals, indicator }: CommandContext, value: unknown): Promise<void> {
  if (value === undefined) return;
  indicator.hide();
  const form = globals.output ?? (io.stdout.isTTY && !globals.compact && !globals.dryRun ? "table" : "json");
  if (form === "table") return writeOut(io.stdout, `${tableOf(value, lookOf(io))}\n`);
  if (form === "raw" && typeof value === "string") return writeOut(io.stdout, value);
  const indent = globals.compact || form === "raw" ? undefined : 2;
  await writeOut(io.stdout, `${printable(JSON.stringify(value, undefined, indent))}\n`);
}
