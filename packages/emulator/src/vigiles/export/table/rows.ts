import type { Finding } from "../../scanner/finding.js";
import { severityOf } from "../../scanner/vulnerability.js";

/** The columns of a report as a table. */
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

/** One finding as a row; the score is a number, all else is text. */
export function toRow(finding: Finding): (string | number)[] {
  const { package: name, version, vulnerability, score, status, fixedBy } = finding;
  const { id, vector, description } = vulnerability;
  return [name, version, id, score, severityOf(score), vector, status, fixedBy.join("; "), description];
}
