import { severityOf, type Severity } from "./severity.js";
import type { ScanResult, Vulnerability } from "./scan-result.js";

/** One vulnerability in one package, whichever shape the server listed it in. */
export interface Finding {
  readonly package: string;
  readonly version: string;
  readonly id: string;
  /** CVSS base score; undefined where there is none. */
  readonly cvss: number | undefined;
  readonly severity: Severity;
  readonly status: string;
}

/** Members that list findings of further databases, in the shape of the CVE map. */
const databases = ["cves", "ASB", "CAN", "DLA", "DSA", "DTSA", "GHSA", "GO", "GSD", "OSV", "PYSEC", "RUSTSEC", "UVI"];

/**
 * All findings of a scan, worst first.
 *
 * @param result - of an upload, a rescan, or the latest report; both shapes of `cves` are read
 */
export function findingsOf(result: ScanResult): Finding[] {
  return databases
    .flatMap((name) => entriesOf(result[name]))
    .map(([name, vulnerability]) => findingOf(name, vulnerability))
    .sort((one, other) => (other.cvss ?? -1) - (one.cvss ?? -1) || (one.id < other.id ? -1 : 1));
}

/** True for a finding that may still need work: whatever its status doesn't say is settled. */
export function isOpen({ status }: Finding): boolean {
  return !/^(?:fixed|resolved|not[ _]affected|false[ _]positive|whitelisted|ignored)(?![a-z])/i.test(status);
}

function entriesOf(listing: unknown): [string, Vulnerability][] {
  if (Array.isArray(listing)) {
    return listing.filter(isRecord).map((entry) => [textOf(entry["product"] ?? entry["package"]), entry]);
  }
  if (!isRecord(listing)) return [];
  return Object.entries(listing).flatMap(([name, entries]) =>
    Array.isArray(entries) ? entries.filter(isRecord).map((entry): [string, Vulnerability] => [name, entry]) : [],
  );
}

function findingOf(name: string, vulnerability: Vulnerability): Finding {
  const { cvss, cve_id, id, status } = vulnerability;
  const score = cvss === undefined || cvss === null || cvss === "" ? Number.NaN : Number(cvss);
  const known = Number.isFinite(score) ? score : undefined;
  return {
    package: name,
    version: textOf(vulnerability.version ?? databaseVersion(vulnerability)),
    id: textOf(cve_id ?? id),
    cvss: known,
    severity: severityOf(known),
    status: textOf(status) || "Unfixed",
  };
}

function databaseVersion({ database_specific: specific }: Vulnerability): unknown {
  return isRecord(specific) ? specific["version"] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
