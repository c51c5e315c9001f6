import type { Finding } from "./finding.js";
import { isOpen } from "./status.js";

/**
 * Leaves each finding once: the same vulnerability in the same version of a package. Of equal findings, an open one is
 * kept, otherwise the first.
 *
 * @param findings - in any order, which is kept
 */
export function distinctFindings(findings: readonly Finding[]): Finding[] {
  const distinct = new Map<string, Finding>();
  for (const finding of findings) {
    const identity = findingIdentity(finding);
    const known = distinct.get(identity);
    if (known === undefined || (isOpen(finding) && !isOpen(known))) distinct.set(identity, finding);
  }
  return [...distinct.values()];
}

/** Identifies a finding in its report and across reports, even if its score or status changes. */
export function findingIdentity({ id, package: name, version }: Finding): string {
  return JSON.stringify([id, name, version]);
}
