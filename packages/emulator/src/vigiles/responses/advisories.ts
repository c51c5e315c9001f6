import type { Finding } from "../scanner/finding.js";
import { mapByPackage } from "./map-by-package.js";

/** The advisory databases. Each is a member of the response, and the prefix of its advisory ids. */
const databases = ["ASB", "CAN", "DLA", "DSA", "DTSA", "GHSA", "GO", "GSD", "OSV", "PYSEC", "RUSTSEC", "UVI"];

/** Writes the advisories for the requested ecosystems in the OSV format; empty if no ecosystem is requested. */
export function advisories(findings: readonly Finding[], ecosystems: readonly string[]): Record<string, object> {
  if (ecosystems.length === 0) return {};
  const chosen = findings.filter(({ vulnerability: { advisory } }) => ecosystems.includes(advisory?.ecosystem ?? ""));
  return Object.fromEntries(databases.map((name) => [name, mapByPackage(findingsOf(chosen, name), toOsv)]));
}

function findingsOf(findings: readonly Finding[], database: string): readonly Finding[] {
  return findings.filter(({ vulnerability }) => vulnerability.advisory?.id.startsWith(`${database}-`) === true);
}

function toOsv({ package: name, version, status, vulnerability }: Finding): object {
  const { id, advisory, vector, description } = vulnerability;
  const source = `https://github.com/advisories/${advisory?.id}`;
  return {
    id: advisory?.id,
    aliases: [id],
    summary: description,
    affected: [{ package: { name, ecosystem: advisory?.ecosystem }, database_specific: { source } }],
    database_specific: { version },
    vector,
    status,
  };
}
