import { distinctFindings } from "../findings/distinct-findings.js";
import type { Finding } from "../findings/finding.js";
import { readScan } from "../findings/scan-findings.js";
import { severities, type Severity } from "../findings/severity.js";
import type { ScanResult } from "../findings/scan-result.js";
import { isOpen } from "../findings/status.js";

/** A report in the shape that every format is written from. */
export interface Report {
  /** Name of the SBOM. */
  readonly title: string;
  /** When the report was made, in the format of the service; empty if unknown. */
  readonly date: string;
  /** The most severe first; each finding once. */
  readonly findings: readonly Finding[];
  /** How many entries of the source could not be read as a finding. */
  readonly unreadable: number;
  /** How many findings a filter left out. Default: none. */
  readonly leftOut?: number;
  /** How it differs from an earlier report. Default: it was not compared with one. */
  readonly comparison?: Comparison;
}

/** How the open findings of a report differ from those of an earlier one. */
export interface Comparison {
  /** Open findings that were not open in the earlier report. */
  readonly new: number;
  /** Findings that were open and no longer are. */
  readonly fixed: number;
  /** Findings that are open in both. */
  readonly unchanged: number;
}

/** Number of findings by severity, the highest severity first and `unknown` last. */
export type Totals = Readonly<Record<Severity, number>>;

/** Makes a report of the result of a scan. */
export function reportOf(result: ScanResult): Report {
  const { manifest_name: name, manifest_token: token, date } = result;
  const title = [name, token].find(isFilled) ?? "SBOM";
  const { findings, unreadable } = readScan(result);
  return { title, date: isFilled(date) ? date : "", findings: distinctFindings(findings), unreadable };
}

/** Counts open findings by severity. */
export function openTotals(findings: readonly Finding[]): Totals {
  const totals = Object.fromEntries(severities.toReversed().map((severity) => [severity, 0])) as Record<
    Severity,
    number
  >;
  for (const finding of findings) if (isOpen(finding)) totals[finding.severity]++;
  return totals;
}

/** True for text that is not empty. A response may hold any value. */
function isFilled(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
