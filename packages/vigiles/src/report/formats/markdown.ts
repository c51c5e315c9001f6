import { advisoryUrl } from "../../findings/advisory-url.js";
import type { Finding } from "../../findings/finding.js";
import { isOpen } from "../../findings/status.js";
import { openTotals, type Comparison, type Report } from "../report.js";
import { ratingText } from "./finding-text.js";
import { codeSpan, markdownTable } from "./markdown-text.js";
import { cleanFindings, visibleText } from "./report-text.js";

/** Code hosts truncate long comments and summaries. */
const maxRows = 200;
/** In characters. */
const maxCellLength = 120;

/**
 * Writes a report as Markdown for comments and job summaries of code hosts: totals, and the findings of which the open ones
 * come first, 200 at most. Text of the service is put into code spans, so that none of it is a link, a mention or markup.
 *
 * @param report - of a scan
 */
export function markdownOf(report: Report): string {
  const findings = cleanFindings(report.findings, visibleText);
  const totals = openTotals(findings);
  const open = findings.filter(isOpen).length;
  const parts = [
    `## Vulnerabilities of ${codeSpan(shorten(visibleText(report.title))) || "an SBOM"}`,
    `${findings.length} findings, ${open} open`,
    report.comparison === undefined ? "" : comparisonLine(report.comparison),
    open === 0 ? "" : markdownTable(Object.keys(totals), [Object.values(totals).map(String)]),
    findings.length === 0 ? "" : findingsTable(findings),
    findings.length > maxRows ? `… and ${findings.length - maxRows} more findings` : "",
    report.unreadable === 0 ? "" : `**${report.unreadable} findings can't be read.**`,
    (report.leftOut ?? 0) === 0 ? "" : `${report.leftOut} findings are left out by filters.`,
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function comparisonLine({ new: added, fixed, unchanged }: Comparison): string {
  return `Compared with the baseline: **${added} new**, ${fixed} fixed, ${unchanged} unchanged`;
}

function findingsTable(findings: readonly Finding[]): string {
  const shown = [...findings.filter(isOpen), ...findings.filter((finding) => !isOpen(finding))].slice(0, maxRows);
  const rows = shown.map((finding) => {
    const { id, package: name, version, fixedBy, status } = finding;
    const url = advisoryUrl(id);
    const link = url === undefined ? codeSpan(shorten(id)) : `[${id}](${url})`;
    const rating = `${finding.isNew ? "**new**: " : ""}${ratingText(finding)}`;
    return [rating, link, ...[name, version, fixedBy.join("; "), status].map(shorten).map(codeSpan)];
  });
  return markdownTable(["severity", "vulnerability", "package", "version", "fixed by", "status"], rows);
}

function shorten(text: string): string {
  return text.length <= maxCellLength ? text : `${text.slice(0, maxCellLength).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
