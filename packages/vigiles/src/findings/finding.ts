import { isRecord } from "@org/http-core/authoring";
import { advisoryUrl } from "./advisory-url.js";
import { readFixes } from "./fixes.js";
import { readReferences } from "./references.js";
import { readRating, type Rating } from "./rating.js";
import { bySeverity, type Severity } from "./severity.js";
import { readStatus } from "./status.js";
import { textOf } from "./text-of.js";

/** A vulnerability in a package, in one shape for all shapes of the service. */
export interface Finding extends Rating {
  /** Name of the package. */
  readonly package: string;
  /** Version of the package; empty if the service gave none. */
  readonly version: string;
  /** Id of the vulnerability, for example `CVE-2014-0160`; `(without id)` if the service gave none. */
  readonly id: string;
  /** Triage status, as the service words it. */
  readonly status: string;
  /** Versions or patches that fix it, as the source words them; empty if it names none. */
  readonly fixedBy: readonly string[];
  /** URL of the page about the vulnerability; undefined if its id is of no database that is known here. */
  readonly advisory: string | undefined;
  /** What the vulnerability is about; empty if the source doesn't say. */
  readonly description: string;
  /** Addresses of pages about it, as the source writes them; they are not checked. Empty if it names none. */
  readonly references: readonly string[];
  /** True if it was not open in an earlier report; undefined if the report was not compared with one. */
  readonly isNew?: boolean;
  /** Severity that it had while it was open in an earlier report; undefined if it was not, or nothing was compared. */
  readonly earlierSeverity?: Severity;
}

/** What a source says about a vulnerability in addition to the vulnerability itself. */
export interface FindingContext {
  /** Name of the package. */
  readonly package: string;
  /** Version of the package. Default: the vulnerability's `version`. */
  readonly version?: string | undefined;
  /** Id of the vulnerability. Default: its `cve_id` or `id`. */
  readonly id?: string | undefined;
  /** The status of a vulnerability that has none. */
  readonly unstated: string;
}

/**
 * Reads a vulnerability of the service, of OSV or of CycloneDX.
 *
 * @param value - any JSON
 * @param context - what the source says in addition
 * @returns undefined if the value has neither an id nor a severity
 */
export function readFinding(value: unknown, context: FindingContext): Finding | undefined {
  if (!isRecord(value)) return undefined;
  const id = textOf(value["cve_id"]) || textOf(value["id"]) || (context.id ?? "");
  const rating = readRating(value);
  if (id === "" && rating.severity === "unknown") return undefined;
  return {
    package: context.package,
    version: context.version ?? versionOf(value),
    id: id || "(without id)",
    ...rating,
    status: readStatus(value, context.unstated),
    fixedBy: readFixes(value),
    advisory: advisoryUrl(id),
    description: [value["description"], value["summary"], value["details"]].map(textOf).find(Boolean) ?? "",
    references: readReferences(value),
  };
}

/** Orders findings by severity and score, the highest first; equal ones by id. */
export function byRating(one: Finding, other: Finding): number {
  const byScore = (other.cvss ?? -1) - (one.cvss ?? -1);
  return bySeverity(one.severity, other.severity) || byScore || (one.id < other.id ? -1 : 1);
}

function versionOf({ version, database_specific: specific }: Readonly<Record<string, unknown>>): string {
  return textOf(version ?? (isRecord(specific) ? specific["version"] : undefined));
}
