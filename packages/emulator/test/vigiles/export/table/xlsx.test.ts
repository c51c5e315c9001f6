import { XMLParser, XMLValidator } from "fast-xml-parser";
import { strFromU8, unzipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { renderReport } from "../../../../src/vigiles/export/render-report.js";
import { input } from "../../support/report-input.js";

describe("xlsx", () => {
  test("is a workbook with a summary and a row for each finding, scores as numbers", async () => {
    const { bytes, suffix } = await renderReport(input, { format: "xlsx" });
    const files = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)] as const);
    for (const [name, text] of files) if (name.endsWith(".xml")) expect(XMLValidator.validate(text)).toBe(true);
    const parts = new Map(files);
    expect(parts.get("xl/workbook.xml")).toMatch(/name="Summary".*name="Vulnerabilities"/s);
    expect(suffix).toBe(".xlsx");
    const strings = sharedStrings(parts.get("xl/sharedStrings.xml") ?? "");
    const rows = sheetRows(parts.get("xl/worksheets/sheet2.xml") ?? "", strings);
    expect(rows).toHaveLength(1 + input.findings.length);
    expect(rows[1]?.slice(0, 4)).toEqual(["openssl", "1.0.1f", "CVE-2014-0160", 7.5]);
    expect(rows[2]?.slice(0, 4)).toEqual(["xz", "5.6.0", "CVE-2024-3094", 10]);
  });
});

interface Cell {
  readonly "@t"?: string;
  readonly v: string;
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  isArray: (name) => ["row", "c", "si"].includes(name),
});

function sharedStrings(xml: string): string[] {
  const { sst } = parser.parse(xml) as { sst: { si: { t: string | { "#text": string } }[] } };
  return sst.si.map(({ t }) => (typeof t === "string" ? t : t["#text"]));
}

function sheetRows(xml: string, strings: readonly string[]): (string | number | undefined)[][] {
  const { worksheet } = parser.parse(xml) as { worksheet: { sheetData: { row: { c: Cell[] }[] } } };
  return worksheet.sheetData.row.map(({ c }) =>
    c.map((cell) => (cell["@t"] === "s" ? strings[Number(cell.v)] : Number(cell.v))),
  );
}
