import { findingsOf, isOpen, type Finding } from "../findings/finding.js";
import { severities, type Severity } from "../findings/severity.js";
import type { ScanResult } from "../findings/scan-result.js";

/** What the written forms of a report are made of. */
export interface Report {
  /** Of the SBOM. */
  readonly title: string;
  /** When it was made, as the service says it; empty where it doesn't. */
  readonly date: string;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** How many findings there are of each severity, worst first. */
export type Totals = Readonly<Record<Severity, number>>;

/** The report of a scan, by whichever operation it came. */
export function reportOf(result: ScanResult): Report {
  const { manifest_name: name, manifest_token: token, date } = result;
  const title = [name, token].find(isFilled) ?? "SBOM";
  return { title, date: isFilled(date) ? date : "", findings: findingsOf(result) };
}

/** Open findings by severity. */
export function openTotals(findings: readonly Finding[]): Totals {
  const totals = Object.fromEntries(severities.toReversed().map((severity) => [severity, 0])) as Record<
    Severity,
    number
  >;
  for (const finding of findings) if (isOpen(finding)) totals[finding.severity]++;
  return totals;
}

/** Answers may hold anything. */
function isFilled(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
