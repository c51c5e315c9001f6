import { omitUndefined } from "@org/http-core/authoring";
import type { ScanResult } from "../findings/scan-result.js";
import { isOpen } from "../findings/status.js";
import { openTotals, reportOf, type Comparison, type Report, type Totals } from "./report.js";

/** A scan in a few lines. */
export interface Summary
  extends Pick<ScanResult, "manifest_token" | "manifest_name" | "report_path">, Partial<Comparison> {
  /** Number of findings. */
  readonly findings: number;
  /** Number of open findings. */
  readonly open: number;
  /** Number of open findings by severity; those without a rating are `unknown`. */
  readonly severities: Totals;
  /** Number of entries that could not be read as a finding, and are not in the other numbers; absent if all could. */
  readonly unreadable?: number;
  /** Number of findings that a filter left out, and that are not in the other numbers; absent without a filter. */
  readonly left_out?: number;
}

/**
 * Summarizes a scan.
 *
 * @param result - of an upload, a rescan or the latest report
 * @param report - of the scan, which a filter may have made shorter. Default: the whole one
 */
export function summaryOf(result: ScanResult, report: Report = reportOf(result)): Summary {
  const { findings, unreadable, leftOut = 0, comparison } = report;
  const { manifest_token, manifest_name, report_path } = result;
  return {
    manifest_token,
    ...omitUndefined({ manifest_name, report_path }),
    findings: findings.length,
    open: findings.filter(isOpen).length,
    severities: openTotals(findings),
    ...comparison,
    ...(unreadable === 0 ? {} : { unreadable }),
    ...(leftOut === 0 ? {} : { left_out: leftOut }),
  };
}
