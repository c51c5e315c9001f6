import { stringify } from "csv-stringify/sync";
import { textFile } from "../rendered-file.js";
import type { RenderedFile } from "../rendered-file.js";
import type { ReportInput } from "../report-input.js";
import { columns, toRow } from "./rows.js";

/** Makes a table with one line for each finding, as RFC 4180 has it. */
export function csvReport({ findings }: ReportInput): RenderedFile {
  const text = stringify([[...columns], ...findings.map(toRow)], { record_delimiter: "windows" });
  return textFile(text, "text/csv; charset=utf-8", ".csv");
}
