import { findingsOf } from "../../findings/finding.js";
import type { ScanResult } from "../../findings/scan-result.js";
import { oneLine } from "../../util/printable.js";
import { summaryOf, type Summary } from "../../report/summary.js";
import { drawTable } from "./table.js";
import type { Look } from "./terminal-style.js";
import { totalsOf } from "./severity-bars.js";

const longestCell = 160;
const longestFact = 80;

/**
 * An answer as a table: scans by their findings, lists by their members, objects by name and value.
 *
 * @param value - JSON
 * @param look - width and colours
 */
export function tableOf(value: unknown, look: Look): string {
  if (isRecord(value) && "cves" in value && "manifest_token" in value) return scanTable(value, look);
  if (isRecord(value) && "severities" in value) return summaryTable(value as unknown as Summary, look);
  if (isRecord(value) && Array.isArray(value["new"]) && Array.isArray(value["resolved"])) {
    return `new:\n${listTable(value["new"], look)}\nresolved:\n${listTable(value["resolved"], look)}`;
  }
  if (Array.isArray(value)) return listTable(value, look);
  if (isRecord(value)) return drawTable(["name", "value"], entriesOf(value), look.columns);
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
    drawTable(
      ["name", "value"],
      facts.map((fact) => fact.map(cell)),
      look.columns,
    ),
    drawTable(head, rows, look.columns),
    `findings: ${findings}, open: ${open}`,
    totalsOf(severities, look),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function summaryTable({ severities, ...facts }: Summary, look: Look): string {
  return [drawTable(["name", "value"], entriesOf(facts), look.columns), totalsOf(severities, look)]
    .filter(Boolean)
    .join("\n");
}

function listTable(items: readonly unknown[], look: Look): string {
  if (items.length === 0) return "none";
  if (!items.every(isRecord)) return items.map(cell).join("\n");
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return drawTable(
    names.map(cell),
    items.map((item) => names.map((name) => cell(item[name]))),
    look.columns,
  );
}

function entriesOf(value: Record<string, unknown>): readonly (readonly string[])[] {
  return Object.entries(value).map((entry) => entry.map(cell));
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = oneLine(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > longestCell ? `${[...text].slice(0, longestCell).join("")}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
