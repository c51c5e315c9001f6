import Table from "cli-table3";
import stringWidth from "string-width";
import { findingsOf } from "../client/findings.js";
import type { ScanResult } from "../client/scan-result.js";
import { oneLine } from "../printable.js";
import { summaryOf, type Summary } from "../report/summary.js";
import type { Look } from "./look.js";
import { totalsOf } from "./totals.js";

const longestCell = 160;
const longestFact = 80;
const narrowestColumn = 8;

/**
 * An answer as a table: scans by their findings, lists by their members, objects by name and value.
 *
 * @param value - JSON
 * @param look - width and colours
 */
export function tableOf(value: unknown, look: Look): string {
  if (isRecord(value) && "cves" in value && "manifest_token" in value) return scanTable(value, look);
  if (isRecord(value) && "severities" in value) return summaryTable(value as unknown as Summary, look);
  if (Array.isArray(value)) return listTable(value, look);
  if (isRecord(value)) return draw(["name", "value"], entriesOf(value), look);
  return value === undefined ? "" : cell(value);
}

/** A scan: where it went, its findings, and how many there are. */
function scanTable(scan: Record<string, unknown>, look: Look): string {
  const result = scan as unknown as ScanResult;
  const facts = Object.entries(scan).filter(([, value]) => typeof value === "string" && value.length <= longestFact);
  const rows = findingsOf(result).map(({ package: name, version, id, cvss, severity, status }) => [
    ...[name, version, id, cvss ?? ""].map(cell),
    look.severity(severity),
    cell(status),
  ]);
  const head = ["package", "version", "id", "cvss", "severity", "status"];
  const { findings, open, severities } = summaryOf(result);
  return [
    draw(
      ["name", "value"],
      facts.map((fact) => fact.map(cell)),
      look,
    ),
    draw(head, rows, look),
    `findings: ${findings}, open: ${open}`,
    totalsOf(severities, look),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function summaryTable({ severities, ...facts }: Summary, look: Look): string {
  return [draw(["name", "value"], entriesOf(facts), look), totalsOf(severities, look)].filter(Boolean).join("\n");
}

function listTable(items: readonly unknown[], look: Look): string {
  if (items.length === 0) return "none";
  if (!items.every(isRecord)) return items.map(cell).join("\n");
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return draw(
    names,
    items.map((item) => names.map((name) => cell(item[name]))),
    look,
  );
}

function entriesOf(value: Record<string, unknown>): readonly (readonly string[])[] {
  return Object.entries(value).map((entry) => entry.map(cell));
}

function draw(head: readonly string[], rows: readonly (readonly string[])[], { columns }: Look): string {
  if (rows.length === 0) return "";
  const names = head.map(cell);
  const widths = columns === undefined ? {} : { colWidths: fitted([names, ...rows], columns), wordWrap: true };
  const style = { head: [], border: [], compact: true };
  const table = new Table({ head: names, style, ...widths, wrapOnWordBoundary: false });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

/** As wide as each column needs to be; where that is more than there is, the widest give way. */
function fitted(lines: readonly (readonly string[])[], columns: number): number[] {
  const padding = 2;
  const count = lines[0]?.length ?? 0;
  const widths = Array.from({ length: count }, (_, at) =>
    Math.max(...lines.map((line) => stringWidth(line[at] ?? "") + padding)),
  );
  const room = columns - count - 1;
  for (let over = sum(widths) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= narrowestColumn) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = oneLine(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > longestCell ? `${text.slice(0, longestCell)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
