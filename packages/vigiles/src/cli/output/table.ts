import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

/** In characters, as all widths here. */
const minColumnWidth = 6;
/** Between two columns. */
const gap = "  ";
/** Long tables are drawn in parts, so that the caller can stop between them. */
const maxRowsPerPart = 50;

/**
 * Draws a table: the head, a rule below it, and the rows. Cells that are too long for the width are wrapped: text is
 * never truncated, and colours and wide characters stay whole. The time grows with the number of cells.
 *
 * @param head - headings of the columns
 * @param rows - cells, each one line of text, which may be coloured
 * @param columns - width of the terminal; undefined if lines may have any length
 * @param whole - columns whose cells are not wrapped, if the others have enough room. Default: none
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
  const rule = widths.map((width) => "─".repeat(width)).join(gap);
  yield [...drawRow(head, widths), rule].join("\n");
  for (let from = 0; from < rows.length; from += maxRowsPerPart) {
    const part = rows.slice(from, from + maxRowsPerPart);
    yield part.flatMap((row) => drawRow(row, widths)).join("\n");
  }
}

/** Draws a row in as many lines as its highest cell needs. */
function drawRow(cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = widths.map((width, at) => wrap(cells[at] ?? "", width).split("\n"));
  const height = wrapped.reduce((highest, lines) => Math.max(highest, lines.length), 1);
  return Array.from({ length: height }, (_, line) => {
    const texts = wrapped.map((lines, at) => pad(lines[line] ?? "", widths[at] ?? 0));
    return texts.join(gap).trimEnd();
  });
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - stringWidth(text)));
}

function wrap(cell: string, width: number): string {
  return stringWidth(cell) <= width ? cell : wrapAnsi(cell, width, { hard: true });
}

/**
 * Draws names and values in two columns without a head.
 *
 * @param members - pairs of cells
 * @param columns - width of the terminal; undefined if lines may have any length
 */
export function drawMembers(members: readonly (readonly string[])[], columns: number | undefined): string {
  const widths = fitColumns(members, columns ?? Number.POSITIVE_INFINITY, [0]);
  return members.flatMap((member) => drawRow(member, widths)).join("\n");
}

/**
 * True if a table fits the width without breaking the cells of some columns.
 *
 * @param lines - cells, those of the head included
 * @param columns - width of the terminal; undefined if lines may have any length
 * @param whole - columns whose cells must not be wrapped
 */
export function fitsWhole(
  lines: readonly (readonly string[])[],
  columns: number | undefined,
  whole: readonly number[],
): boolean {
  const widths = widthsOf(lines, stringWidth);
  return sum(leastWidths(widths, whole)) <= roomOf(widths, columns ?? Number.POSITIVE_INFINITY);
}

/** The widest of each column, by a measure of a cell. */
function widthsOf(lines: readonly (readonly string[])[], measure: (cell: string) => number): number[] {
  return Array.from({ length: lines[0]?.length ?? 0 }, (_, at) =>
    lines.reduce((widest, line) => Math.max(widest, measure(line[at] ?? "")), 0),
  );
}

function wordWidth(cell: string): number {
  return cell.split(" ").reduce((longest, word) => Math.max(longest, stringWidth(word)), 0);
}

function leastWidths(widths: readonly number[], whole: readonly number[]): number[] {
  return widths.map((width, at) => (whole.includes(at) ? width : Math.min(width, minColumnWidth)));
}

/** What the gaps leave. */
function roomOf(widths: readonly number[], columns: number): number {
  return columns - gap.length * (widths.length - 1);
}

/**
 * Chooses widths: as much as each column needs. If that is too much, the widest columns become narrower: if possible,
 * not narrower than their longest word; otherwise so that some columns stay whole.
 */
function fitColumns(lines: readonly (readonly string[])[], columns: number, whole: readonly number[]): number[] {
  const widths = widthsOf(lines, stringWidth);
  const room = roomOf(widths, columns);
  if (sum(widths) <= room) return widths;
  const choices = [widthsOf(lines, wordWidth), leastWidths(widths, whole), leastWidths(widths, [])];
  const least = choices.find((choice) => sum(choice) <= room) ?? widths.map(() => minColumnWidth);
  return limitWidths(widths, least, room);
}

function limitWidths(widths: readonly number[], least: readonly number[], room: number): number[] {
  const limitedTo = (limit: number): number[] =>
    widths.map((width, at) => Math.max(least[at] ?? 0, Math.min(width, limit)));
  const limited = limitedTo(findLimit((limit) => sum(limitedTo(limit)) <= room, Math.max(0, ...widths)));
  // The remaining characters go to the last of the narrowed columns, one each.
  let left = room - sum(limited);
  for (let at = widths.length - 1; at >= 0 && left > 0; at--) {
    const width = limited[at] ?? 0;
    if ((widths[at] ?? 0) <= width || width === least[at]) continue;
    limited[at] = width + 1;
    left--;
  }
  return limited;
}

/** Finds the largest limit that fits, below one that is too large: each step halves the range. */
function findLimit(fits: (limit: number) => boolean, tooLarge: number): number {
  let low = 0;
  let high = tooLarge;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
