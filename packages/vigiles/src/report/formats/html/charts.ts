import stringWidth from "string-width";
import { isOpen, type Finding } from "../../../findings/finding.js";
import { severities, type Severity } from "../../../findings/severity.js";
import { escapeHtml } from "./escape-html.js";
import type { Totals } from "../../report.js";

const width = 720;
const rowHeight = 26;
const labelWidth = 190;
const numberWidth = 50;
const mostPackages = 15;
const widestLabel = 22;

/** A part of a bar. */
interface Part {
  readonly severity: Severity;
  readonly count: number;
}

/** A bar for each severity: how many findings are open. */
export function severityChart(totals: Totals): string {
  const rows = Object.entries(totals).map(([severity, count]) => ({
    label: severity,
    parts: [{ severity: severity as Severity, count }],
  }));
  return chart("Open findings by severity", rows);
}

/** A bar for each of the packages with the most open findings, in the colours of their severities. */
export function packageChart(findings: readonly Finding[]): string {
  const byPackage = Map.groupBy(findings.filter(isOpen), ({ package: name }) => name);
  const rows = [...byPackage]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, mostPackages)
    .map(([label, ofPackage]) => ({ label, parts: partsOf(ofPackage) }));
  return chart("Open findings by package and severity", rows);
}

function partsOf(findings: readonly Finding[]): readonly Part[] {
  return severities
    .toReversed()
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }));
}

function chart(title: string, rows: readonly { readonly label: string; readonly parts: readonly Part[] }[]): string {
  const most = Math.max(1, ...rows.map(({ parts }) => sum(parts)));
  const bars = rows.map(({ label, parts }, index) => bar(label, parts, index, most));
  const height = Math.max(1, rows.length) * rowHeight;
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${bars.join("")}</svg>`;
}

function bar(label: string, parts: readonly Part[], index: number, most: number): string {
  const top = index * rowHeight;
  const scale = (width - labelWidth - numberWidth) / most;
  let x = labelWidth;
  const rects = parts.map(({ severity, count }) => {
    const length = count * scale;
    const rect = `<rect class="bar ${severity}" x="${x.toFixed(1)}" y="${top + 4}" width="${length.toFixed(1)}" height="${rowHeight - 8}"><title>${severity}: ${count}</title></rect>`;
    x += length;
    return count === 0 ? "" : rect;
  });
  const text = `<text x="${labelWidth - 8}" y="${top + 18}" text-anchor="end">${escapeHtml(cut(label))}<title>${escapeHtml(label)}</title></text>`;
  return `${text}${rects.join("")}<text x="${(x + 6).toFixed(1)}" y="${top + 18}">${sum(parts)}</text>`;
}

/** As much of a text as fits beside a bar; wide characters count twice. */
function cut(label: string): string {
  if (stringWidth(label) <= widestLabel) return label;
  let shown = "";
  for (const { segment } of new Intl.Segmenter().segment(label.slice(0, 500))) {
    if (stringWidth(shown + segment) >= widestLabel) break;
    shown += segment;
  }
  return `${shown}…`;
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { count }) => total + count, 0);
}
