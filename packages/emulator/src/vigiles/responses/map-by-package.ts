import type { Finding } from "../scanner/finding.js";

/** Groups findings by package name, and writes each one with `toEntry`. */
export function mapByPackage<T>(findings: readonly Finding[], toEntry: (finding: Finding) => T): Record<string, T[]> {
  const groups = Map.groupBy(findings, (finding) => finding.package);
  return Object.fromEntries([...groups].map(([name, group]) => [name, group.map((finding) => toEntry(finding))]));
}
