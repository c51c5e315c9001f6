import type { Report } from "../../report.js";
import { controlsHtml } from "./controls.js";
import { maxRows } from "./limits.js";
import { rowHtml, rowTemplate, type Row } from "./row.js";
import type { SortKey } from "./sort-places.js";

/** The columns, and what a click on each sorts by. The main column of an order is marked while the table has that order. */
const columns: readonly (readonly [heading: string, key: SortKey, isMain: boolean])[] = [
  ["Package", "package", true],
  ["Version", "package", false],
  ["Vulnerability", "id", true],
  ["CVSS", "severity", false],
  ["Severity", "severity", true],
  ["Fixed by", "fix", true],
  ["Status", "status", true],
];

/**
 * Writes the table of findings with its controls, or why there is none.
 *
 * @param report - of a scan
 * @param rows - all of the report
 */
export function findingsSection(report: Report, rows: readonly Row[]): string {
  const content = rows.length === 0 ? `<p class="empty">${emptyText(report)}</p>` : tableHtml(report, rows);
  return `<section id="findings-table" aria-labelledby="all" tabindex="-1"><h2 id="all">Findings</h2>${content}</section>`;
}

function emptyText({ unreadable, leftOut = 0 }: Report): string {
  const reasons = [
    leftOut === 0 ? "" : `The filters of the scan left out all findings: ${leftOut}.`,
    unreadable === 0 ? "" : `The report has entries that can't be read as findings: ${unreadable}.`,
  ];
  return reasons.filter((reason) => reason !== "").join(" ") || "The scan found no vulnerability.";
}

function tableHtml({ comparison }: Report, rows: readonly Row[]): string {
  const isWhole = rows.length <= maxRows;
  const count = isWhole
    ? `${rows.length} ${rows.length === 1 ? "finding" : "findings"}`
    : `The table has the ${maxRows} most severe of ${rows.length} findings. The script of this page, which does not run here, shows all of them.`;
  return `${controlsHtml(rows, comparison !== undefined)}
<p class="muted" id="count" role="status">${count}</p>
<table><caption class="unseen">Findings of the report</caption>
<thead><tr>${columns.map(headingHtml).join("")}<th scope="col" class="more"><span class="unseen">Details</span></th></tr></thead>
<tbody id="rows">
${rows.slice(0, maxRows).map(rowHtml).join("")}</tbody></table>
<p class="muted" id="shown">Rows shown: </p>
<div class="paging" id="paging" hidden><button type="button" id="previous">Previous</button><span id="page"></span><button type="button" id="next">Next</button></div>
${rowTemplate()}`;
}

function headingHtml([heading, key, isMain]: readonly [string, SortKey, boolean]): string {
  return `<th scope="col"${isMain ? ` class="by-${key}"` : ""}><label for="sort-${key}">${heading}</label></th>`;
}
