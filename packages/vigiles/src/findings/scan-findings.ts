import { isRecord } from "@org/http-core/authoring";
import { byRating, readFinding, type Finding } from "./finding.js";
import { textOf } from "./text-of.js";
import type { ScanResult } from "./scan-result.js";

/** What could be read of a list of vulnerabilities. */
export interface ReadFindings {
  /** The most severe first. */
  readonly findings: Finding[];
  /** How many entries could not be read as a finding. */
  readonly unreadable: number;
}

/** An entry of a scan, before it is read. */
interface Entry {
  readonly package: string;
  readonly id?: string;
  readonly value: unknown;
}

/** Members of a scan that list vulnerabilities: CVEs, and those of other databases in the same shape. */
const databases = ["cves", "ASB", "CAN", "DLA", "DSA", "DTSA", "GHSA", "GO", "GSD", "OSV", "PYSEC", "RUSTSEC", "UVI"];

/**
 * Reads the findings of a scan, and counts what can't be read.
 *
 * @param result - of an upload, a rescan or the latest report; `cves` may be a map or a list
 */
export function readScan(result: ScanResult): ReadFindings {
  const entries = databases.filter((name) => result[name] !== undefined).flatMap((name) => entriesOf(result[name]));
  const read = entries.map(({ value, ...context }) => readFinding(value, { ...context, unstated: "Unfixed" }));
  const findings = read.filter((finding) => finding !== undefined).toSorted(byRating);
  return { findings, unreadable: read.length - findings.length };
}

function entriesOf(listing: unknown): Entry[] {
  if (Array.isArray(listing)) return listing.map((value) => ({ package: packageOf(value), value }));
  if (!isRecord(listing)) return [{ package: "", value: listing }];
  return Object.entries(listing).flatMap(([name, entries]) => packageEntries(name, entries));
}

/** A package has a list of vulnerabilities, a map of them by id, or one alone. */
function packageEntries(name: string, entries: unknown): Entry[] {
  if (Array.isArray(entries)) return entries.map((value: unknown) => ({ package: name, value }));
  if (!isRecord(entries) || !Object.values(entries).every(isRecord)) return [{ package: name, value: entries }];
  const ids = Object.keys(entries);
  return ids.length === 0
    ? [{ package: name, value: entries }]
    : ids.map((id) => ({ package: name, id, value: entries[id] }));
}

function packageOf(value: unknown): string {
  return isRecord(value) ? textOf(value["product"] ?? value["package"]) : "";
}
