import { setImmediate } from "node:timers/promises";
import type { Report } from "../../report/report.js";
import { jsonText } from "../../util/printable.js";
import type { CommandContext } from "../context/command-context.js";
import { writeOut } from "../io.js";

/**
 * Prints a result on standard output: one JSON document, or a table on a terminal.
 *
 * @param context - of the command; its options choose the form and the members
 * @param result - JSON; undefined prints nothing
 * @param report - those findings of a scan that are shown. Default: all of them
 */
export async function printResult(context: CommandContext, result: unknown, report?: Report): Promise<void> {
  if (result === undefined) return;
  const { io, globals, indicator } = context;
  indicator.hide();
  const form = globals.output ?? (io.stdout.isTTY && !globals.compact && !globals.dryRun ? "table" : "json");
  if (form === "table") return printTable(context, result, report);
  const value = await pickJson(context, result, report);
  if (form === "raw" && typeof value === "string") return writeOut(io.stdout, value, io.signal);
  const indent = globals.compact || form === "raw" ? undefined : 2;
  await writeOut(io.stdout, `${jsonText(value, indent)}\n`, io.signal);
}

async function pickJson({ globals, logger }: CommandContext, result: unknown, report?: Report): Promise<unknown> {
  if (globals.fields === undefined) return result;
  const { pickFields } = await import("./pick-fields.js");
  return pickFields(result, globals.fields, logger, report?.findings);
}

/** The code that draws tables takes long to load, and most commands run without a terminal. */
async function printTable({ io, globals, logger }: CommandContext, result: unknown, report?: Report): Promise<void> {
  const [{ terminalStyle }, { resultTable }] = await Promise.all([
    import("./terminal-style.js"),
    import("./result-table.js"),
  ]);
  for (const part of resultTable(result, terminalStyle(io), { fields: globals.fields, logger, report })) {
    await writeOut(io.stdout, `${part}\n`, io.signal);
    // Between parts the process can receive Ctrl-C, which stops a long table.
    await setImmediate();
    io.signal?.throwIfAborted();
  }
}
