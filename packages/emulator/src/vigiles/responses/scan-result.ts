import { countFindings } from "../scanner/counts.js";
import { filterFindings } from "../scanner/finding.js";
import type { Manifest, Report } from "../store/state.js";
import { formatTimestamp } from "../timestamps.js";
import { advisories } from "./advisories.js";
import { cveEntry } from "./cve-entry.js";
import { locationOf } from "./manifest-summary.js";
import { mapByPackage } from "./map-by-package.js";

/** The parts of a report that a request asks for. */
interface ResultOptions {
  /** Whether only unfixed findings are included. */
  readonly filtered: boolean;
  /** Names of CVE record members to add to each finding. */
  readonly fields: readonly string[];
}

/** The members of every result. Others depend on the request. */
interface ScanResult extends Readonly<Record<string, unknown>> {
  /** The time of the scan. */
  readonly date: string;
  /** The path of the report on the dashboard, which ends with the report's token. */
  readonly report_path: string;
}

/** Writes the result of a scan: the response to an upload, a rescan and a request for the latest report. */
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
