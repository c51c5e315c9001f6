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
 * characters stay whole. The time grows with the number of cells.
 *
 * @param head - headings of the columns
 * @param rows - cells, each one line of text, which may be coloured
 * @param columns - width of the terminal; undefined if lines may have any length
 * @returns parts of the table, each some lines; none without rows
 */
export function* drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | undefined,
): Generator<string, void> {
  if (rows.length === 0) return;
  const widths = fitColumns([head, ...rows], columns ?? Number.POSITIVE_INFINITY);
  for (let from = 0; from < rows.length; from += maxRowsPerPart) {
    const edges = { isFirst: from === 0, isLast: from + maxRowsPerPart >= rows.length };
    yield drawPart(head, rows.slice(from, from + maxRowsPerPart), widths, edges);
  }
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
  if (sum(widths) <= room) return widths;
  const limit = findWidthLimit(widths, room);
  const limited = widths.map((width) => Math.min(width, limit));
  // What is left gives the last of the columns that were narrowed one character each.
  let left = room - sum(limited);
  for (let at = count - 1; at >= 0 && left > 0; at--) {
    if ((widths[at] ?? 0) <= limit) continue;
    limited[at] = limit + 1;
    left--;
  }
  return limited;
}

/** Finds the largest width for all columns with which they fit: each step halves the range. */
function findWidthLimit(widths: readonly number[], room: number): number {
  let fits = minColumnWidth;
  let tooWide = widths.reduce((widest, width) => Math.max(widest, width), fits + 1);
  while (tooWide - fits > 1) {
    const middle = Math.floor((fits + tooWide) / 2);
    if (sum(widths.map((width) => Math.min(width, middle))) <= room) fits = middle;
    else tooWide = middle;
  }
  return fits;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
