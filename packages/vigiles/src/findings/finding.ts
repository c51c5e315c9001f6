import { isRecord } from "@org/http-core/authoring";
import { severityOf, type Severity } from "./severity.js";
import type { ScanResult, Vulnerability } from "./scan-result.js";

/** A vulnerability in a package, in one shape for all shapes of the service. */
export interface Finding {
  /** Name of the package. */
  readonly package: string;
  /** Version of the package; empty if the service gave none. */
  readonly version: string;
  /** Id of the vulnerability, for example `CVE-2014-0160`. */
  readonly id: string;
  /** CVSS base score, 0 to 10; `undefined` if there is none. */
  readonly cvss: number | undefined;
  /** Severity by the CVSS score; `none` without a score. */
  readonly severity: Severity;
  /** Triage status, as the service words it. */
  readonly status: string;
}

/** Members of a scan that list vulnerabilities: CVEs, and those of other databases in the same shape. */
const databases = ["cves", "ASB", "CAN", "DLA", "DSA", "DTSA", "GHSA", "GO", "GSD", "OSV", "PYSEC", "RUSTSEC", "UVI"];

/**
 * Returns all findings of a scan, the highest score first.
 *
 * @param result - of an upload, a rescan or the latest report; `cves` may be a map or a list
 */
export function findingsOf(result: ScanResult): Finding[] {
  return databases
    .flatMap((name) => entriesOf(result[name]))
    .map(([name, vulnerability]) => findingOf(name, vulnerability))
    .sort(byScore);
}

/** Orders findings by score, the highest first; equal scores by id. */
export function byScore(one: Finding, other: Finding): number {
  return (other.cvss ?? -1) - (one.cvss ?? -1) || (one.id < other.id ? -1 : 1);
}

/** True unless the status says that the finding is fixed, ignored, a false positive, or does not affect the package. */
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
  const scoreText = textOf(cvss).trim();
  const score = scoreText === "" ? Number.NaN : Number(scoreText);
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

function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
