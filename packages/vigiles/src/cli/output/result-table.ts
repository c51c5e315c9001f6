import { isRecord } from "@org/http-core/authoring";
import { findingsOf } from "../../findings/finding.js";
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

/**
 * Draws a result as a table: a scan by its findings, a list by its items, an object by its members.
 *
 * @param value - JSON
 * @param style - width and colours
 */
export function resultTable(value: unknown, style: TerminalStyle): string {
  if (Array.isArray(value)) return listTable(value, style);
  if (!isRecord(value)) return value === undefined ? "" : cellText(value);
  if ("cves" in value && "manifest_token" in value) return scanTable(value, style);
  if ("severities" in value) return summaryTable(value as unknown as Summary, style);
  const { new: added, resolved } = value;
  if (Array.isArray(added) && Array.isArray(resolved)) {
    return `new:\n${listTable(added, style)}\nresolved:\n${listTable(resolved, style)}`;
  }
  return memberTable(Object.entries(value), style);
}

/** Draws where a scan's SBOM is, its findings, and how many there are. */
function scanTable(scan: Readonly<Record<string, unknown>>, style: TerminalStyle): string {
  const result = scan as unknown as ScanResult;
  const facts = Object.entries(scan).filter(([, value]) => typeof value === "string" && value.length <= maxFactLength);
  const rows = findingsOf(result).map(({ package: name, version, id, cvss, severity, status }) => [
    ...[name, version, id, cvss ?? ""].map(cellText),
    style.paint(severity),
    cellText(status),
  ]);
  const head = ["package", "version", "id", "cvss", "severity", "status"];
  const { findings, open, severities } = summaryOf(result);
  return joinParts([
    memberTable(facts, style),
    drawTable(head, rows, style.columns),
    `findings: ${findings}, open: ${open}`,
    severityBars(severities, style),
  ]);
}

function summaryTable({ severities, ...facts }: Summary, style: TerminalStyle): string {
  return joinParts([memberTable(Object.entries(facts), style), severityBars(severities, style)]);
}

function listTable(items: readonly unknown[], style: TerminalStyle): string {
  if (items.length === 0) return "none";
  if (!items.every(isRecord)) return items.map(cellText).join("\n");
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const rows = items.map((item) => names.map((name) => cellText(item[name])));
  return drawTable(names.map(cellText), rows, style.columns);
}

function memberTable(members: readonly (readonly [string, unknown])[], style: TerminalStyle): string {
  const rows = members.map((member) => member.map(cellText));
  return drawTable(["name", "value"], rows, style.columns);
}

function joinParts(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n");
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = oneLine(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > maxCellLength ? `${[...text].slice(0, maxCellLength).join("")}…` : text;
}
