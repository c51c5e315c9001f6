import type { Logger } from "@org/http-core";
import { isRecord } from "@org/http-core/authoring";
import type { Summary } from "../../report/summary.js";
import { cellText } from "./cell-text.js";
import { isScan, pickFields } from "./pick-fields.js";
import { scanTable, type ScanTableOptions } from "./scan-table.js";
import { severityBars } from "./severity-bars.js";
import { drawMembers, drawTable, fitsWhole } from "./table.js";
import type { Shade, TerminalStyle } from "./terminal-style.js";

/** A list whose items have more members than this together is drawn item by item. */
const maxListColumns = 40;

/** Members that users copy: they are never wrapped. */
const copied = /(?:^|_)(?:token|id)$/;

/** What a table shows. */
export interface ResultTableOptions extends ScanTableOptions {
  /** Is warned of fields that are not there. */
  readonly logger: Logger;
}

/**
 * Draws a result as a table: a scan by its findings, a list by its items, an object by its members.
 *
 * @param result - JSON
 * @param style - width and colours
 * @param options - what is shown. Default: everything
 * @returns parts of the table, each some lines; the caller may stop between them
 */
export function* resultTable(
  result: unknown,
  style: TerminalStyle,
  options?: ResultTableOptions,
): Generator<string, void> {
  if (isScan(result)) return yield* scanTable(result, style, options ?? {});
  const isPicked = options?.fields !== undefined;
  const value = isPicked ? pickFields(result, options.fields, options.logger) : result;
  if (Array.isArray(value)) return yield* listTable(value, style);
  if (!isRecord(value)) return yield cellText(value);
  if ("severities" in value) return yield* summaryTable(value as unknown as Summary, style);
  const { new: added, resolved } = value;
  if (Array.isArray(added) && Array.isArray(resolved)) {
    yield "new:";
    yield* listTable(added, style);
    yield "resolved:";
    return yield* listTable(resolved, style);
  }
  yield* memberTable(Object.entries(value), style);
}

function* summaryTable({ severities, ...facts }: Summary, style: TerminalStyle): Generator<string, void> {
  yield* memberTable(Object.entries(facts), style);
  const bars = severityBars(severities, style);
  if (bars !== "") yield bars;
}

function* listTable(items: readonly unknown[], style: TerminalStyle): Generator<string, void> {
  if (items.length === 0) return yield "none";
  if (!items.every(isRecord)) return yield items.map(cellText).join("\n");
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const whole = names.flatMap((name, at) => (copied.test(name) ? [at] : []));
  const rows = names.length > maxListColumns ? [] : items.map((item) => names.map((name) => cellOf(item, name, style)));
  const head = names.map(cellText);
  if (rows.length > 0 && fitsWhole([head, ...rows], style.columns, whole)) {
    return yield* drawTable(head, rows, style.columns, whole);
  }
  for (const [at, item] of items.entries()) {
    if (at > 0) yield "";
    yield* memberTable(Object.entries(item), style);
  }
}

/** The status of a check of `doctor` is coloured. */
function cellOf(item: Readonly<Record<string, unknown>>, name: string, { paint }: TerminalStyle): string {
  const text = cellText(item[name]);
  const shade = "check" in item && name === "status" ? checkShades.get(text) : undefined;
  return shade === undefined ? text : paint(shade, text);
}

const checkShades: ReadonlyMap<string, Shade> = new Map([
  ["ok", "good"],
  ["warn", "medium"],
  ["fail", "critical"],
  ["skip", "none"],
]);

function* memberTable(members: readonly (readonly [string, unknown])[], style: TerminalStyle): Generator<string, void> {
  if (members.length > 0)
    yield drawMembers(
      members.map((member) => member.map(cellText)),
      style.columns,
    );
}
