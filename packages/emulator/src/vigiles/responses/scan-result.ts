import { countFindings } from "../scanner/counts.js";
import { filterFindings } from "../scanner/finding.js";
import { formatTimestamp } from "../timestamps.js";
import type { Manifest, Report } from "../store/state.js";
import { advisories } from "./advisories.js";
import { cveEntry } from "./cve-entry.js";
import { mapByPackage } from "./map-by-package.js";
import { locationOf } from "./manifest-summary.js";

/** How much of a report is asked for. */
export interface ResultOptions {
  /** Leave out what is fixed, whitelisted or decided away. */
  readonly filtered: boolean;
  /** Members of the CVE record to add to each finding. */
  readonly fields: readonly string[];
}

/** Members that every result has; others depend on what was asked for. */
export interface ScanResult extends Readonly<Record<string, unknown>> {
  readonly date: string;
  readonly report_path: string;
}

/** The result of a scan, as upload, rescan and latest report answer it. */
export function scanResult(manifest: Manifest, report: Report, { filtered, fields }: ResultOptions): ScanResult {
  const findings = filterFindings(report.findings, filtered);
  return {
    ...locationOf(manifest),
    cves: mapByPackage(findings, (finding) => cveEntry(finding, fields)),
    ...advisories(findings, manifest.ecosystems),
    counts: countFindings(findings),
    date: formatTimestamp(report.createdMs),
    report_path: `/cves/reports/${report.token}`,
  };
}
