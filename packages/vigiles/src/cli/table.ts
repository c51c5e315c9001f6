import Table from "cli-table3";
import { findingsOf, isOpen } from "../client/findings.js";
import type { ScanResult } from "../client/scan-result.js";
import { oneLine } from "../printable.js";

const longestCell = 80;

/**
 * An answer as a table: scans by their findings, lists by their members, objects by name and value.
 *
 * @param value - JSON
 */
export function tableOf(value: unknown): string {
  if (isRecord(value) && "cves" in value && "manifest_token" in value) return scanTable(value);
  if (Array.isArray(value)) return listTable(value);
  if (isRecord(value)) return draw(["name", "value"], Object.entries(value));
  return value === undefined ? "" : cell(value);
}

/** A scan: where it went, its findings, and how many there are. */
function scanTable(scan: Record<string, unknown>): string {
  const findings = findingsOf(scan as unknown as ScanResult);
  const facts = Object.entries(scan).filter(([, value]) => typeof value === "string" && value.length <= longestCell);
  const rows = findings.map(({ package: name, version, id, cvss, severity, status }) => [
    name,
    version,
    id,
    cvss ?? "",
    severity,
    status,
  ]);
  const open = findings.filter(isOpen).length;
  const total = `findings: ${findings.length}, open: ${open}`;
  return [draw(["name", "value"], facts), draw(["package", "version", "id", "cvss", "severity", "status"], rows), total]
    .filter((part) => part !== "")
    .join("\n");
}

function listTable(items: readonly unknown[]): string {
  if (items.length === 0) return "none";
  if (!items.every(isRecord)) return items.map(cell).join("\n");
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return draw(
    names,
    items.map((item) => names.map((name) => item[name])),
  );
}

function draw(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  if (rows.length === 0) return "";
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  for (const row of rows) table.push(row.map(cell));
  return table.toString();
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = oneLine(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > longestCell * 2 ? `${text.slice(0, longestCell * 2)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
