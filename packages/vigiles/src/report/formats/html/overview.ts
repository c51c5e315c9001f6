import type { Finding } from "../../../findings/finding.js";
import { severities } from "../../../findings/severity.js";
import { isOpen } from "../../../findings/status.js";
import { openTotals, type Report, type Totals } from "../../report.js";
import { packageChart, severityChart } from "./charts.js";

/** Writes the totals of a report, and its charts if findings are open. */
export function overview(report: Report): string {
  const totals = openTotals(report.findings);
  return `${totalsList(report, totals)}\n${report.findings.length === 0 ? "" : chartsHtml(report.findings, totals)}`;
}

function totalsList({ findings, unreadable, leftOut = 0, comparison }: Report, totals: Totals): string {
  const bySeverity = Object.entries(totals).filter(([severity]) => severity !== "none");
  const more = { unreadable, "left out by filters": leftOut };
  const items = [
    ["findings", findings.length] as const,
    ["open", findings.filter(isOpen).length] as const,
    ...Object.entries(comparison ?? {}).map(([name, count]) => [name, Number(count)] as const),
    ...bySeverity,
    ...Object.entries(more).filter(([, count]) => count > 0),
  ];
  return `<dl class="totals">${items.map(([name, count]) => totalHtml(name, count)).join("")}</dl>`;
}

function totalHtml(name: string, count: number): string {
  return `<div class="${name.split(" ", 1)[0] ?? ""}"><dt>${name}</dt><dd>${count}</dd></div>`;
}

function chartsHtml(findings: readonly Finding[], totals: Totals): string {
  if (!findings.some(isOpen)) return '<p class="empty">No finding is open.</p>';
  const colours = severities.toReversed().map((severity) => `<li class="swatch ${severity}">${severity}</li>`);
  return `<div class="charts">
<section aria-labelledby="by-severity"><h2 id="by-severity">Open findings by severity</h2>${severityChart(totals)}</section>
<section aria-labelledby="by-package"><h2 id="by-package">Packages with the most open findings</h2>${packageChart(findings)}<ul class="key" aria-label="Colours">${colours.join("")}</ul></section>
</div>`;
}
