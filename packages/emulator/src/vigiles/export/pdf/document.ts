/** The size of an A4 page, in points. */
const [pageWidth, pageHeight] = [595, 842];
const margin = 50;
const lineHeight = 14;
const linesPerPage = Math.floor((pageHeight - 2 * margin) / lineHeight);

/**
 * Creates a PDF with lines of text in Helvetica, on as many pages as necessary (ISO 32000-1, 7.5).
 *
 * @param lines - the lines; characters outside Latin-1 become question marks
 */
export function pdfDocument(lines: readonly string[]): Uint8Array {
  const pages = splitIntoPages(lines.length === 0 ? [""] : lines);
  const kids = pages.map((_, index) => `${pageNumber(index)} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ...pages.flatMap((page, index) => [pageObject(index), contentObject(page)]),
  ];
  return Buffer.from(writeFile(objects), "latin1");
}

function splitIntoPages(lines: readonly string[]): string[][] {
  const count = Math.ceil(lines.length / linesPerPage);
  return Array.from({ length: count }, (_, page) => lines.slice(page * linesPerPage, (page + 1) * linesPerPage));
}

/** Returns the object number of a page. The first three objects are catalogue, page tree and font; each page has two. */
function pageNumber(index: number): number {
  return 4 + 2 * index;
}

function pageObject(index: number): string {
  const box = `/MediaBox [0 0 ${pageWidth} ${pageHeight}]`;
  const resources = "/Resources << /Font << /F1 3 0 R >> >>";
  return `<< /Type /Page /Parent 2 0 R ${box} ${resources} /Contents ${pageNumber(index) + 1} 0 R >>`;
}

function contentObject(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escapeText(line)}) Tj T*`).join("\n");
  const stream = `BT /F1 10 Tf ${lineHeight} TL ${margin} ${pageHeight - margin} Td\n${shown}\nET`;
  return `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
}

function escapeText(line: string): string {
  return line.replaceAll(/[^\u0020-\u007E\u00A0-\u00FF]/gu, "?").replaceAll(/[\\()]/g, String.raw`\$&`);
}

/** Writes the objects and their cross-reference table. Each character is one byte, so string lengths are byte offsets. */
function writeFile(objects: readonly string[]): string {
  let file = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const offset = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, "0")} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${offsets.join("")}`;
  return `${file}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${file.length}\n%%EOF\n`;
}
