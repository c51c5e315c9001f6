import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** In characters, as all widths here. */
const minColumnWidth = 8;
const padding = 2;
/** Long tables are drawn in parts, so that the caller can stop between them. */
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
  const border = (left: string, cross: string, right: string): string =>
    left + widths.map((width) => "─".repeat(width)).join(cross) + right;
  yield [border("┌", "┬", "┐"), ...drawRow(head, widths), border("├", "┼", "┤")].join("\n");
  for (let from = 0; from < rows.length; from += maxRowsPerPart) {
    const part = rows.slice(from, from + maxRowsPerPart);
    yield part.flatMap((row) => drawRow(row, widths)).join("\n");
  }
  yield border("└", "┴", "┘");
}

/** Draws a row in as many lines as its highest cell needs. */
function drawRow(cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = widths.map((width, at) => wrap(cells[at] ?? "", width).split("\n"));
  const height = wrapped.reduce((highest, lines) => Math.max(highest, lines.length), 1);
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines, at) => pad(lines[line] ?? "", widths[at] ?? 0));
    return `│${texts.join("│")}│`;
  });
}

function pad(text: string, width: number): string {
  return ` ${text}${" ".repeat(Math.max(0, width - padding - stringWidth(text)))} `;
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
