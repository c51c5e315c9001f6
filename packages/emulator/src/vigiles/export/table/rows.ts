import type { Finding } from "../../scanner/finding.js";
import { severityOf } from "../../scanner/vulnerability.js";

/** The column names of a table. */
export const columns = [
  "Package",
  "Version",
  "CVE ID",
  "CVSS",
  "Severity",
  "Vector",
  "Status",
  "Fixed By",
  "Description",
] as const;

/** Writes a finding as a row. The score is a number; all other cells are text. */
export function toRow(finding: Finding): (string | number)[] {
  const { package: name, version, vulnerability, score, status, fixedBy } = finding;
  const { id, vector, description } = vulnerability;
  return [name, version, id, score, severityOf(score), vector, status, fixedBy.join("; "), description];
}
