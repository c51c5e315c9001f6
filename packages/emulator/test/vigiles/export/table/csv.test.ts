import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderReport } from "../../../../src/vigiles/export/render-report.js";
import { csvReport } from "../../../../src/vigiles/export/table/csv.js";
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

  test("keeps every package name unchanged", () => {
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
