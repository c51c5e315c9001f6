import writeExcelFile from "write-excel-file/node";
import { countFindings } from "../../scanner/counts.js";
import type { RenderedFile } from "../rendered-file.js";
import type { ReportInput } from "../report-input.js";
import { columns, toRow } from "./rows.js";

const contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** Creates a workbook with two sheets: the counts, and a row for each finding. */
export async function xlsxReport({ title, createdMs, findings }: ReportInput): Promise<RenderedFile> {
  const { fixed, unapplied, unfixed, upgradable, whitelisted } = countFindings(findings);
  const summary = Object.entries({ fixed, unapplied, unfixed, upgradable, whitelisted });
  const overview = [["Manifest", title], ["Date", new Date(createdMs).toISOString()], ...summary];
  const sheets = [
    { sheet: "Summary", data: overview.map((row) => [...row]) },
    { sheet: "Vulnerabilities", data: [[...columns], ...findings.map(toRow)] },
  ];
  return { bytes: await writeExcelFile(sheets).toBuffer(), contentType, suffix: ".xlsx" };
}
