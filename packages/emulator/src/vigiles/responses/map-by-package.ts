import type { Finding } from "../scanner/finding.js";

/** A map from package to its entries. */
export function mapByPackage<T>(findings: readonly Finding[], toEntry: (finding: Finding) => T): Record<string, T[]> {
  const groups = Map.groupBy(findings, (finding) => finding.package);
  return Object.fromEntries([...groups].map(([name, those]) => [name, those.map((finding) => toEntry(finding))]));
}
