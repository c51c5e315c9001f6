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
 * @param whole - columns whose cells are not broken, if the others have room beside them. Default: none
 * @returns parts of the table, each some lines; none without rows
 */
export function* drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | undefined,
  whole: readonly number[] = [],
): Generator<string, void> {
  if (rows.length === 0) return;
  const widths = fitColumns([head, ...rows], columns ?? Number.POSITIVE_INFINITY, whole);
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

/**
 * True if a table fits the width without breaking the cells of some columns.
 *
 * @param lines - cells, those of the head included
 * @param columns - width of the terminal; undefined if lines may have any length
 * @param whole - columns whose cells must not be broken
 */
export function fitsWhole(
  lines: readonly (readonly string[])[],
  columns: number | undefined,
  whole: readonly number[],
): boolean {
  const widths = neededWidths(lines);
  return hasRoom(widths, roomOf(widths, columns ?? Number.POSITIVE_INFINITY), whole);
}

/** The others must at least have their smallest width. */
function hasRoom(widths: readonly number[], room: number, whole: readonly number[]): boolean {
  return sum(widths.map((width, at) => (whole.includes(at) ? width : Math.min(width, minColumnWidth)))) <= room;
}

function neededWidths(lines: readonly (readonly string[])[]): number[] {
  return Array.from({ length: lines[0]?.length ?? 0 }, (_, at) =>
    lines.reduce((widest, line) => Math.max(widest, stringWidth(line[at] ?? "") + padding), 0),
  );
}

/** The borders take a character for each column, and one more. */
function roomOf(widths: readonly number[], columns: number): number {
  return columns - widths.length - 1;
}

/** Chooses widths: as much as each column needs. If that is too much, the widest columns become narrower. */
function fitColumns(lines: readonly (readonly string[])[], columns: number, whole: readonly number[]): number[] {
  const widths = neededWidths(lines);
  const room = roomOf(widths, columns);
  if (sum(widths) <= room) return widths;
  if (!hasRoom(widths, room, whole)) return limitWidths(widths, room);
  const kept = whole.map((at) => widths[at] ?? 0);
  const limited = limitWidths(
    widths.filter((_, at) => !whole.includes(at)),
    room - sum(kept),
  );
  return widths.map((width, at) => (whole.includes(at) ? width : (limited.shift() ?? width)));
}

function limitWidths(widths: readonly number[], room: number): number[] {
  const limit = findWidthLimit(widths, room);
  const limited = widths.map((width) => Math.min(width, limit));
  // What is left gives the last of the columns that were narrowed one character each.
  let left = room - sum(limited);
  for (let at = widths.length - 1; at >= 0 && left > 0; at--) {
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
