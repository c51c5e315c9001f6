import type { Vulnerability } from "./vulnerability.js";

/** Where a vulnerable package stands. */
export type FindingStatus = "Unfixed" | "Unfixed, Patch Available" | "Fixed" | "Whitelisted";

/** One vulnerability of one package of an SBOM, as it stood when the SBOM was scanned. */
export interface Finding {
  readonly package: string;
  readonly version: string;
  readonly purl: string | undefined;
  readonly vulnerability: Vulnerability;
  /** The published CVSS score, or the one set by hand. */
  readonly score: number;
  readonly status: FindingStatus;
  /** Patches, or the release to upgrade to; empty where none is known. */
  readonly fixedBy: readonly string[];
  /** What was decided about it; undefined where nothing was. */
  readonly decision: FindingDecision | undefined;
}

/** A decision about a finding, in the words of the API. */
export interface FindingDecision {
  readonly status: string;
  readonly justification: string | undefined;
  readonly justificationDetail: string | undefined;
}

/** Whether a finding still asks for work. */
export function isUnfixed({ status }: Finding): boolean {
  return status.startsWith("Unfixed");
}

/** What is left of a report when every filter applies. */
export function filterFindings(findings: readonly Finding[], filtered: boolean): readonly Finding[] {
  return filtered ? findings.filter(isUnfixed) : findings;
}
