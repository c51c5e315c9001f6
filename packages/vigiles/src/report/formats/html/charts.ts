import stringWidth from "string-width";
import type { Finding } from "../../../findings/finding.js";
import { severities, type Severity } from "../../../findings/severity.js";
import { isOpen } from "../../../findings/status.js";
import { escapeHtml } from "./escape-html.js";
import { shorten, visible } from "./visible.js";
import type { Totals } from "../../report.js";

const width = 400;
const rowHeight = 26;
const labelWidth = 145;
const numberWidth = 45;
const maxPackages = 15;
const maxLabelColumns = 18;
/** In characters. */
const maxTitleLength = 500;

/** A coloured part of a bar. */
interface Part {
  readonly severity: Severity;
  readonly count: number;
}

/** A bar with its label. */
interface Row {
  readonly label: string;
  readonly parts: readonly Part[];
}

/** Draws the number of open findings of each severity, as SVG. */
export function severityChart(totals: Totals): string {
  const rows = Object.entries(totals).map(([severity, count]) => ({
    label: severity,
    parts: [{ severity: severity as Severity, count }],
  }));
  return chart("Open findings by severity", rows);
}

/** Draws the open findings of the packages that have most of them, by severity, as SVG. */
export function packageChart(findings: readonly Finding[]): string {
  const byPackage = Map.groupBy(findings.filter(isOpen), ({ package: name }) => name);
  const rows = [...byPackage]
    .toSorted(([, one], [, other]) => other.length - one.length)
    .slice(0, maxPackages)
    .map(([label, ofPackage]) => ({ label, parts: partsOf(ofPackage) }));
  return chart("Open findings by package and severity", rows);
}

function partsOf(findings: readonly Finding[]): readonly Part[] {
  return severities
    .toReversed()
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }));
}

function chart(title: string, rows: readonly Row[]): string {
  const maxCount = Math.max(1, ...rows.map(({ parts }) => sum(parts)));
  const bars = rows.map((row, index) => bar(row, index, maxCount));
  const height = Math.max(1, rows.length) * rowHeight;
  // A server that blocks the style leaves the picture at this width.
  return `<svg width="${width}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(title)}">${bars.join("")}</svg>`;
}

function bar({ label, parts }: Row, index: number, maxCount: number): string {
  const top = index * rowHeight;
  const scale = (width - labelWidth - numberWidth) / maxCount;
  let x = labelWidth;
  const rects = parts.map(({ severity, count }) => {
    const length = count * scale;
    const rect = `<rect class="bar ${severity}" x="${x.toFixed(1)}" y="${top + 4}" width="${length.toFixed(1)}" height="${rowHeight - 8}"><title>${severity}: ${count}</title></rect>`;
    x += length;
    return count === 0 ? "" : rect;
  });
  const name = visible(label);
  const text = `<text x="${labelWidth - 8}" y="${top + 18}" text-anchor="end">${escapeHtml(fitLabel(name))}<title>${escapeHtml(shorten(name, maxTitleLength))}</title></text>`;
  return `${text}${rects.join("")}<text x="${(x + 6).toFixed(1)}" y="${top + 18}">${sum(parts)}</text>`;
}

/** Shortens a label so that it fits next to its bar. Wide characters take two columns. */
function fitLabel(label: string): string {
  if (stringWidth(label) <= maxLabelColumns) return label;
  let shown = "";
  for (const { segment } of new Intl.Segmenter().segment(label.slice(0, 500))) {
    if (stringWidth(shown + segment) >= maxLabelColumns) break;
    shown += segment;
  }
  return `${shown}…`;
}

function sum(parts: readonly Part[]): number {
  return parts.reduce((total, { count }) => total + count, 0);
}
