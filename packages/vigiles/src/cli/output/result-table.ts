import { isRecord } from "@org/http-core/authoring";
import { findingsOf } from "../../findings/scan-findings.js";
import type { ScanResult } from "../../findings/scan-result.js";
import { summaryOf, type Summary } from "../../report/summary.js";
import { oneLine } from "../../util/printable.js";
import { severityBars } from "./severity-bars.js";
import { drawTable } from "./table.js";
import type { TerminalStyle } from "./terminal-style.js";

/** In characters. Longer cells are cut. */
const maxCellLength = 160;
/** In characters. Longer members of a scan, for example encoded files, are left out. */
const maxFactLength = 80;

/** A list whose items have more members than this together is drawn item by item. */
const maxListColumns = 40;

/**
 * Draws a result as a table: a scan by its findings, a list by its items, an object by its members.
 *
 * @param value - JSON
 * @param style - width and colours
 * @returns parts of the table, each some lines; the caller may stop between them
 */
export function* resultTable(value: unknown, style: TerminalStyle): Generator<string, void> {
  if (Array.isArray(value)) return yield* listTable(value, style);
  if (!isRecord(value)) return yield cellText(value);
  if ("cves" in value && "manifest_token" in value) return yield* scanTable(value, style);
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

/** Draws where a scan's SBOM is, its findings, and how many there are. */
function* scanTable(scan: Readonly<Record<string, unknown>>, style: TerminalStyle): Generator<string, void> {
  const result = scan as unknown as ScanResult;
  const facts = Object.entries(scan).filter(([, value]) => typeof value === "string" && value.length <= maxFactLength);
  const rows = findingsOf(result).map(({ package: name, version, id, cvss, severity, status }) => [
    ...[name, version, id, cvss ?? ""].map(cellText),
    style.paint(severity),
    cellText(status),
  ]);
  const head = ["package", "version", "id", "cvss", "severity", "status"];
  const { findings, open, severities } = summaryOf(result);
  yield* memberTable(facts, style);
  yield* drawTable(head, rows, style.columns);
  yield `findings: ${findings}, open: ${open}`;
  yield* barLines(severities, style);
}

function* summaryTable({ severities, ...facts }: Summary, style: TerminalStyle): Generator<string, void> {
  yield* memberTable(Object.entries(facts), style);
  yield* barLines(severities, style);
}

function* barLines(severities: Summary["severities"], style: TerminalStyle): Generator<string, void> {
  const bars = severityBars(severities, style);
  if (bars !== "") yield bars;
}

function* listTable(items: readonly unknown[], style: TerminalStyle): Generator<string, void> {
  if (items.length === 0) return yield "none";
  if (!items.every(isRecord)) return yield items.map(cellText).join("\n");
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  if (names.length > maxListColumns) {
    for (const item of items) yield* memberTable(Object.entries(item), style);
    return;
  }
  const rows = items.map((item) => names.map((name) => cellText(item[name])));
  yield* drawTable(names.map(cellText), rows, style.columns);
}

function memberTable(members: readonly (readonly [string, unknown])[], style: TerminalStyle): Generator<string, void> {
  const rows = members.map((member) => member.map(cellText));
  return drawTable(["name", "value"], rows, style.columns);
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = oneLine(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > maxCellLength ? `${[...text].slice(0, maxCellLength).join("")}…` : text;
}
