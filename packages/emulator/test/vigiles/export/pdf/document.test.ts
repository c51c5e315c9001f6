import fc from "fast-check";
import { expect, test } from "vitest";
import { pdfDocument } from "../../../../src/vigiles/export/pdf/document.js";
import { renderReport } from "../../../../src/vigiles/export/render-report.js";
import { input } from "../../support/report-input.js";

/** Reads a PDF by its cross-reference table alone, as a viewer does. */
function readPdf(bytes: Uint8Array): { pages: number; lines: string[] } {
  const file = Buffer.from(bytes).toString("latin1");
  const start = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(file)?.[1]);
  const table = /^xref\n0 (\d+)\n((?:\d{10} \d{5} [fn] \n)+)trailer\n/.exec(file.slice(start));
  const entries = (table?.[2] ?? "").match(/.{20}/gs) ?? [];
  expect(file.startsWith("%PDF-1.")).toBe(true);
  expect(entries).toHaveLength(Number(table?.[1]));
  const objects = entries.slice(1).map((entry, index) => objectAt(file, Number(entry.slice(0, 10)), index + 1));
  const kids = /\/Kids \[(.*?)\] \/Count (\d+)/.exec(objects[1] ?? "");
  const pages = [...(kids?.[1] ?? "").matchAll(/(\d+) 0 R/g)].map(([, number]) => objects[Number(number) - 1] ?? "");
  expect(pages).toHaveLength(Number(kids?.[2]));
  const contents = pages.map((page) => objects[Number(/\/Contents (\d+) 0 R/.exec(page)?.[1]) - 1] ?? "");
  return { pages: pages.length, lines: contents.flatMap(linesOf) };
}

function objectAt(file: string, offset: number, number: number): string {
  const text = file.slice(offset, file.indexOf("\nendobj\n", offset));
  expect(text.startsWith(`${number} 0 obj\n`)).toBe(true);
  return text;
}

function linesOf(content: string): string[] {
  const [, length, stream = ""] = /\/Length (\d+) >>\nstream\n(.*)\nendstream$/s.exec(content) ?? [];
  expect(stream).toHaveLength(Number(length));
  return [...stream.matchAll(/^\((.*)\) Tj T\*$/gm)].map(([, text = ""]) => text.replaceAll(/\\(.)/g, "$1"));
}

test("a report names its manifest, its counts and every finding", async () => {
  const { bytes, contentType, suffix } = await renderReport(input, { format: "pdf" });
  const { pages, lines } = readPdf(bytes);
  expect([contentType, suffix, pages]).toEqual(["application/pdf", ".pdf", 1]);
  expect(lines[0]).toBe("Vulnerability report for Gerät (1)");
  expect(lines).toContainEqual(expect.stringContaining("Whitelisted: 1"));
  for (const { vulnerability } of input.findings) {
    expect(lines).toContainEqual(expect.stringContaining(vulnerability.id));
  }
});

test("a summary has only the counts", async () => {
  const { bytes } = await renderReport(input, { format: "pdfsummary" });
  const { lines } = readPdf(bytes);
  expect(lines).toContainEqual(expect.stringContaining("Whitelisted: 1"));
  expect(lines.join("\n")).not.toContain("CVE-");
});

test("many lines fill several pages, and none is lost", () => {
  const lines = Array.from({ length: 200 }, (_, index) => `line ${index}`);
  const read = readPdf(pdfDocument(lines));
  expect(read.pages).toBeGreaterThan(3);
  expect(read.lines).toEqual(lines);
});

test("Latin-1 text is kept, other characters become question marks", () => {
  expect(readPdf(pdfDocument(["naïve é 漢字 😀", "a\nb"])).lines).toEqual(["naïve é ?? ?", "a?b"]);
});

test("any text gives a file with the right offsets", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { maxLength: 60 }), (lines) => {
      expect(readPdf(pdfDocument(lines)).lines).toHaveLength(Math.max(lines.length, 1));
    }),
  );
});
