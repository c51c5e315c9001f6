import { createHash } from "node:crypto";
import { printable } from "../../../util/printable.js";
import { readAsset } from "../../../util/package-files.js";
import type { Report } from "../../report.js";
import { escapeHtml } from "./escape-html.js";
import { findingsSection } from "./findings-section.js";
import { legendHtml } from "./legend.js";
import { maxDescribed, maxRows } from "./limits.js";
import { overview } from "./overview.js";
import { rowOf, type Row } from "./row.js";
import { sortPlacesCss } from "./sort-places.js";
import { shorten, visible } from "./visible.js";

const styleFiles = ["report.css", "report-findings.css", "report-print.css"];

/** In characters. A longer title is shown whole on request. */
const maxTitleLength = 120;

/**
 * Writes a report as one HTML page with totals, charts and a table to sort and filter. It needs no network and no other
 * file. Without its script it still sorts and filters the first 500 findings. Its content security policy runs only its own
 * script, so that nothing in the report can run.
 *
 * @param report - of a scan
 */
export function htmlOf(report: Report): string {
  const rows = report.findings.map((finding, at) => rowOf(finding, at < maxDescribed));
  const style = styleFiles.map(readAsset).join("\n");
  const places = sortPlacesCss(rows.slice(0, maxRows));
  const script = readAsset("report.js");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy([style, places], script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapeHtml(shorten(visible(report.title), maxTitleLength))}: vulnerability report</title>
<style>${style}</style>
<style id="places">${places}</style>
</head>
<body>
<a class="skip" href="#findings-table">Skip to the findings</a>
${header(report)}
<main>
${overview(report)}
${findingsSection(report, rows)}
${legendHtml(rows.length)}
</main>
<script type="application/json" id="findings">${dataOf(rows)}</script>
<script>${script}</script>
</body>
</html>
`;
}

function policy(styles: readonly string[], script: string): string {
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  return `default-src 'none'; style-src ${styles.map(hash).join(" ")}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`;
}

function header({ title, date }: Report): string {
  const name = visible(title);
  const short = shorten(name, maxTitleLength);
  const whole = `<details><summary>Whole name</summary>${escapeHtml(name)}</details>`;
  return `<header>
<h1>${escapeHtml(short)}</h1>
${short === name ? "" : whole}
<p class="muted">Vulnerability report${date === "" ? "" : ` of ${escapeHtml(shorten(visible(date), maxTitleLength))}`}</p>
</header>`;
}

/** The rows as JSON that cannot end the script element around it, and holds no control characters. */
function dataOf(rows: readonly Row[]): string {
  const values = rows.map((row) => {
    const { package: name, version, id, score, severity, fix, status, url = null, description, references } = row;
    return [name, version, id, score, severity, fix, status, row.isOpen, row.isNew, url, description, references];
  });
  return printable(JSON.stringify(values)).replaceAll("<", "\\u003c");
}
