import Table from "cli-table3";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** In characters, as all widths here. */
const minColumnWidth = 8;
const padding = 2;
/** Long tables are drawn in parts: the library's time grows with the square of the rows. */
const maxRowsPerPart = 50;

/**
 * Draws a table with borders. Cells that are too long for the width are wrapped: no text is cut, and colours and wide
 * characters stay whole.
 *
 * @param head - headings of the columns
 * @param rows - cells, each one line of text, which may be coloured
 * @param columns - width of the terminal; undefined if lines may have any length
 * @returns lines; empty without rows
 */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | undefined,
): string {
  if (rows.length === 0) return "";
  const widths = fitColumns([head, ...rows], columns ?? Number.POSITIVE_INFINITY);
  const parts: string[] = [];
  for (let from = 0; from < rows.length; from += maxRowsPerPart) {
    const edges = { isFirst: from === 0, isLast: from + maxRowsPerPart >= rows.length };
    parts.push(drawPart(head, rows.slice(from, from + maxRowsPerPart), widths, edges));
  }
  return parts.join("\n");
}

function drawPart(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: number[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): string {
  const chars = { ...(isFirst ? {} : hideEdge("top")), ...(isLast ? {} : hideEdge("bottom")) };
  const style = { head: [], border: [], compact: true };
  const wrapAll = (cells: readonly string[]): string[] => cells.map((cell, at) => wrap(cell, widths[at] ?? 0));
  const table = new Table({ head: isFirst ? wrapAll(head) : [], chars, style, colWidths: widths });
  for (const row of rows) table.push(wrapAll(row));
  return table.toString();
}

/** The library leaves out an edge that has no characters. */
function hideEdge(edge: "top" | "bottom"): Record<string, string> {
  return { [edge]: "", [`${edge}-left`]: "", [`${edge}-mid`]: "", [`${edge}-right`]: "" };
}

function wrap(cell: string, width: number): string {
  return stringWidth(cell) <= width - padding ? cell : wrapAnsi(cell, width - padding, { hard: true });
}

/** Chooses widths: as much as each column needs. If that is too much, the widest columns become narrower. */
function fitColumns(lines: readonly (readonly string[])[], columns: number): number[] {
  const count = lines[0]?.length ?? 0;
  const widths = Array.from({ length: count }, (_, at) =>
    lines.reduce((widest, line) => Math.max(widest, stringWidth(line[at] ?? "") + padding), 0),
  );
  const room = columns - count - 1;
  for (let over = sum(widths) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= minColumnWidth) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
