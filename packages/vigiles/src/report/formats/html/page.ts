import { createHash } from "node:crypto";
import { advisoryUrl } from "../../../findings/advisory-url.js";
import type { Finding } from "../../../findings/finding.js";
import { severities } from "../../../findings/severity.js";
import { isOpen } from "../../../findings/status.js";
import { packageChart, severityChart } from "./charts.js";
import { escapeHtml } from "./escape-html.js";
import { printable } from "../../../util/printable.js";
import { readAsset } from "../../../util/package-files.js";
import { openTotals, type Report, type Totals } from "../../report.js";

const columns = ["Package", "Version", "Vulnerability", "CVSS", "Severity", "Fixed by", "Status"];

/**
 * Writes a report as one HTML page with totals, charts and a table to sort and filter. It needs no network and no other
 * file. Its content security policy runs only its own script, so that nothing in the report can run.
 *
 * @param report - of a scan
 */
export function htmlOf(report: Report): string {
  const [style, script] = [readAsset("report.css"), readAsset("report.js")];
  const title = escapeHtml(report.title);
  const totals = openTotals(report.findings);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy(style, script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}: vulnerability report</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#findings-table">Skip to the findings</a>
<header>
<h1>${title}</h1>
<p class="muted">Vulnerability report${report.date === "" ? "" : ` of ${escapeHtml(report.date)}`}</p>
</header>
<main>
${totalsList(report, totals)}
<section aria-labelledby="by-severity"><h2 id="by-severity">Open findings by severity</h2>${severityChart(totals)}</section>
${packagesSection(report.findings)}
<section aria-labelledby="all"><h2 id="all">Findings</h2>${controls}${table}</section>
</main>
<script type="application/json" id="findings">${dataOf(report.findings)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function policy(style: string, script: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
}

/** The findings as JSON that cannot end the script element around it, and holds no control characters. */
function dataOf(findings: readonly Finding[]): string {
  const rows = findings.map((finding) => {
    const { package: name, version, id, cvss, severity, fixedBy, status } = finding;
    const texts = [name, version, id, cvss ?? null, severity, fixedBy.join("; "), status];
    return [...texts, isOpen(finding), advisoryUrl(id) ?? null];
  });
  return printable(JSON.stringify(rows)).replaceAll("<", "\\u003c");
}

function totalsList({ findings, unreadable, leftOut = 0 }: Report, totals: Totals): string {
  const open = findings.filter(isOpen).length;
  const item = (name: string, count: number): string =>
    `<div class="${name.replace(" ", "-")}"><dt>${name}</dt><dd>${count}</dd></div>`;
  const bySeverity = Object.entries(totals).filter(([severity]) => severity !== "none");
  const counts = [["unreadable", unreadable] as const, ["left out", leftOut] as const];
  const more = counts.filter(([, count]) => count > 0);
  const items = [["findings", findings.length] as const, ["open", open] as const, ...bySeverity, ...more];
  return `<dl class="totals">${items.map(([name, count]) => item(name, count)).join("")}</dl>`;
}

function packagesSection(findings: readonly Finding[]): string {
  if (!findings.some(isOpen)) return "";
  return `<section aria-labelledby="by-package"><h2 id="by-package">Packages with the most open findings</h2>${packageChart(findings)}</section>`;
}

const options = severities
  .toReversed()
  .map((severity) => `<option>${severity}</option>`)
  .join("");

const controls = `<div class="controls" id="controls" hidden>
<label>Filter<input type="search" id="filter" autocomplete="off"></label>
<label>Severity<select id="severity"><option value="">all</option>${options}</select></label>
<label class="check"><input type="checkbox" id="open"> open only</label>
<p class="muted" id="count" role="status"></p>
</div>
<noscript><p>The table needs the script of this page, but scripts are switched off.</p></noscript>
`;

const headers = columns
  .map((name, index) => {
    const sort = name === "Severity" ? ' aria-sort="descending"' : "";
    return `<th scope="col" data-column="${index}"${sort}><button type="button">${name}</button></th>`;
  })
  .join("");

const table = `<div class="scroll" id="findings-table" tabindex="0" role="region" aria-label="Table of findings">
<table><caption>All findings of the report; click a column's name to sort</caption>
<thead><tr>${headers}</tr></thead><tbody id="rows"></tbody></table></div>
<div class="paging" id="paging" hidden>
<button type="button" id="previous">Previous</button><span id="page"></span><button type="button" id="next">Next</button>
</div>
`;
