import type { Finding } from "../../findings/finding.js";
import { isOpen } from "../../findings/status.js";
import type { ScanResult } from "../../findings/scan-result.js";
import { openTotals, reportOf, type Report } from "../../report/report.js";
import { cellText } from "./cell-text.js";
import { findingFieldsOf, type FindingField } from "./pick-fields.js";
import { severityBars } from "./severity-bars.js";
import { drawMembers, drawTable } from "./table.js";
import type { TerminalStyle } from "./terminal-style.js";

/** In characters. Longer members of a scan, for example encoded files, are left out. */
const maxFactLength = 80;

const defaultFields: readonly FindingField[] = ["package", "version", "id", "cvss", "severity", "fixedBy", "status"];

/** What a table of a scan shows. */
export interface ScanTableOptions {
  /** Names of columns, and of members of the scan. Default: the usual ones. */
  readonly fields?: readonly string[] | undefined;
  /** The findings. Default: all of the scan. */
  readonly report?: Report | undefined;
}

/**
 * Draws where a scan's SBOM is, its findings, and how many there are.
 *
 * @param scan - its short members are shown
 * @param style - width and colours
 * @param options - what is shown
 * @returns parts of the table, each some lines
 */
export function* scanTable(
  scan: ScanResult,
  style: TerminalStyle,
  { fields, report = reportOf(scan) }: ScanTableOptions,
): Generator<string, void> {
  const facts = Object.entries(scan)
    .filter(([, value]) => typeof value === "string" && value.length <= maxFactLength)
    .filter(([name]) => fields?.includes(name) ?? true);
  const columns = fields === undefined ? defaultFields : findingFieldsOf(fields);
  const rows = report.findings.map((finding) => columns.map((column) => findingCell(finding, column, style)));
  const whole = columns.flatMap((column, at) => (column === "id" || column === "advisory" ? [at] : []));
  if (facts.length > 0)
    yield `${drawMembers(
      facts.map((fact) => fact.map(cellText)),
      style.columns,
    )}\n`;
  if (columns.length > 0) yield* drawTable(columns.map(headingOf), rows, style.columns, whole);
  yield countLine(report);
  const bars = severityBars(openTotals(report.findings), style);
  if (bars !== "") yield bars;
}

function findingCell(finding: Finding, column: FindingField, style: TerminalStyle): string {
  if (column === "severity") return style.paint(finding.severity);
  const value = finding[column];
  return cellText(Array.isArray(value) ? value.join("; ") : value);
}

/** For example `fixed by`. */
function headingOf(column: FindingField): string {
  return column.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function countLine({ findings, leftOut, comparison }: Report): string {
  const all = { findings: findings.length, open: findings.filter(isOpen).length, ...comparison };
  const counts = Object.entries({ ...all, ...(leftOut ? { "left out by filters": leftOut } : {}) });
  return counts.map(([name, count]) => `${name}: ${count}`).join(", ");
}
