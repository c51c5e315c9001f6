import type { Vulnerability } from "./vulnerability.js";

/** The status of a finding. */
export type FindingStatus = "Unfixed" | "Unfixed, Patch Available" | "Fixed" | "Whitelisted";

/** A vulnerability of a package at the time of a scan. */
export interface Finding {
  /** The name of the package. */
  readonly package: string;
  /** The version of the package. */
  readonly version: string;
  /** The package URL; undefined if the SBOM has none. */
  readonly purl: string | undefined;
  /** The vulnerability. */
  readonly vulnerability: Vulnerability;
  /** The custom score, otherwise the published CVSS score. */
  readonly score: number;
  /** The status. */
  readonly status: FindingStatus;
  /** The patches, or the release that fixes it; empty if none is known. */
  readonly fixedBy: readonly string[];
  /** The triage status that a user has set; undefined if none. */
  readonly decision: FindingDecision | undefined;
}

/** A triage status that a user has set, in the words of the API. */
export interface FindingDecision {
  /** The status, such as `not_affected`. */
  readonly status: string;
  /** The reason, such as `code_not_present`. */
  readonly justification: string | undefined;
  /** The reason in free text. */
  readonly justificationDetail: string | undefined;
}

/** Whether a finding still needs work: it is neither fixed nor whitelisted. */
export function isUnfixed({ status }: Finding): boolean {
  return status.startsWith("Unfixed");
}

/** Returns the unfixed findings if `filtered` is true, otherwise all findings. */
export function filterFindings(findings: readonly Finding[], filtered: boolean): readonly Finding[] {
  return filtered ? findings.filter(isUnfixed) : findings;
}
