import { stringify } from "csv-stringify/sync";
import { textFile } from "../rendered-file.js";
import type { RenderedFile } from "../rendered-file.js";
import type { ReportInput } from "../report-input.js";
import { columns, toRow } from "./rows.js";

/** Creates a CSV file with one line for each finding (RFC 4180). */
export function csvReport({ findings }: ReportInput): RenderedFile {
  const text = stringify([[...columns], ...findings.map(toRow)], { record_delimiter: "windows" });
  return textFile(text, "text/csv; charset=utf-8", ".csv");
}
