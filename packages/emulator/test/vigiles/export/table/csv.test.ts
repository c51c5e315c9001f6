import { strFromU8, unzipSync } from "fflate";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvReport } from "../../../../src/vigiles/export/table/csv.js";
import { renderReport } from "../../../../src/vigiles/export/render-report.js";
import { columns } from "../../../../src/vigiles/export/table/rows.js";
import { input } from "../../support/report-input.js";

/** Reads RFC 4180 text by its grammar. */
function readCsv(text: string): string[][] {
  return text
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/)
    .filter((line) => line !== "")
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    );
}

describe("csv", () => {
  test("has a heading and a line for each finding", async () => {
    const { bytes, contentType, suffix } = await renderReport(input, { format: "csv" });
    const [heading, ...lines] = readCsv(Buffer.from(bytes).toString("utf8"));
    expect([contentType, suffix]).toEqual(["text/csv; charset=utf-8", ".csv"]);
    expect(heading).toEqual([...columns]);
    expect(lines.map(([name, version, cve, score]) => [name, version, cve, score])).toEqual([
      ["openssl", "1.0.1f", "CVE-2014-0160", "7.5"],
      ["xz", "5.6.0", "CVE-2024-3094", "10"],
    ]);
  });

  test("gives any package name back as it was", () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: "grapheme" }), (name) => {
        const [finding] = input.findings;
        if (finding === undefined) throw new Error("the input has no finding");
        const { bytes } = csvReport({ ...input, findings: [{ ...finding, package: name }] });
        expect(readCsv(Buffer.from(bytes).toString("utf8"))[1]?.[0]).toBe(name);
      }),
    );
  });
});

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
