import { stringify } from "csv-stringify/sync";
import type { Report } from "../report.js";
import { cleanFindings, visibleText } from "./report-text.js";

/**
 * Writes a report as CSV (RFC 4180) in UTF-8: a line for each finding, the most severe first. Text is written so that a
 * spreadsheet does not treat it as a formula.
 *
 * @param report - of a scan
 */
export function csvOf(report: Report): string {
  const rows = cleanFindings(report.findings, visibleText).map((finding) => {
    const { package: name, version, id, cvss, severity, status, fixedBy, advisory = "", description } = finding;
    const cells = [name, version, id, cvss ?? "", severity, status, fixedBy.join("; "), advisory, description];
    return cells.map((cell) => (typeof cell === "string" ? keepInCell(cell) : cell));
  });
  const columns = ["package", "version", "id", "cvss", "severity", "status", "fixed by", "advisory", "description"];
  return stringify(rows, { header: true, columns, record_delimiter: "windows", escape_formulas: true });
}

/** A spreadsheet of some countries ends a cell at a semicolon. The text after it must not begin like a formula. */
function keepInCell(text: string): string {
  return text.replace(/;(?=[=+\-@＝＋－＠])/g, "; ");
}
