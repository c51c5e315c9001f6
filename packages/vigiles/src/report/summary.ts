import { isOpen } from "../findings/finding.js";
import type { ScanResult } from "../findings/scan-result.js";
import { openTotals, reportOf, type Totals } from "./report.js";

/** A scan in a few lines: where it is, and how many findings it has. */
export interface Summary {
  readonly manifest_token: string;
  readonly manifest_name?: string;
  readonly report_path?: string;
  readonly findings: number;
  readonly open: number;
  /** Open findings by severity. */
  readonly severities: Totals;
}

/**
 * Sums up a scan.
 *
 * @param result - of an upload, a rescan, or the latest report
 */
export function summaryOf(result: ScanResult): Summary {
  const { findings } = reportOf(result);
  const { manifest_token, manifest_name, report_path } = result;
  return {
    manifest_token,
    ...(manifest_name === undefined ? {} : { manifest_name }),
    ...(report_path === undefined ? {} : { report_path }),
    findings: findings.length,
    open: findings.filter(isOpen).length,
    severities: openTotals(findings),
  };
}
