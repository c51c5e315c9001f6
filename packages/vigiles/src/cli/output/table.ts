import Table from "cli-table3";
import stringWidth from "string-width";
import wrapAnsi from "wrap-ansi";

const narrowestColumn = 8;
const padding = 2;
/** The library's time grows with the square of a table's rows. */
const rowsAtOnce = 50;

/**
 * A table with borders. Where there is too little room for it, cells go on in further lines: nothing in them is lost,
 * neither colours nor halves of wide characters.
 *
 * @param head - names of the columns
 * @param rows - their cells, each one line of text, which may be coloured
 * @param columns - room for it all; `undefined` where lines may be as long as they like
 * @returns lines; nothing where there are no rows
 */
export function drawTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | undefined,
): string {
  if (rows.length === 0) return "";
  const widths = fitted([head, ...rows], columns ?? Number.POSITIVE_INFINITY);
  const parts: string[] = [];
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const edges = { isFirst: from === 0, isLast: from + rowsAtOnce >= rows.length };
    parts.push(drawPart(head, rows.slice(from, from + rowsAtOnce), widths, edges));
  }
  return parts.join("\n");
}

function drawPart(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  widths: number[],
  { isFirst, isLast }: { readonly isFirst: boolean; readonly isLast: boolean },
): string {
  const chars = { ...(isFirst ? {} : without("top")), ...(isLast ? {} : without("bottom")) };
  const style = { head: [], border: [], compact: true };
  const wrapped = (cells: readonly string[]): string[] => cells.map((cell, at) => wrap(cell, widths[at] ?? 0));
  const table = new Table({ head: isFirst ? wrapped(head) : [], chars, style, colWidths: widths });
  for (const row of rows) table.push(wrapped(row));
  return table.toString();
}

/** An edge of no characters is not drawn. */
function without(edge: "top" | "bottom"): Record<string, string> {
  return { [edge]: "", [`${edge}-left`]: "", [`${edge}-mid`]: "", [`${edge}-right`]: "" };
}

function wrap(cell: string, width: number): string {
  return stringWidth(cell) <= width - padding ? cell : wrapAnsi(cell, width - padding, { hard: true });
}

/** As wide as each column needs to be; where that is more than there is, the widest give way. */
function fitted(lines: readonly (readonly string[])[], columns: number): number[] {
  const count = lines[0]?.length ?? 0;
  const widths = Array.from({ length: count }, (_, at) =>
    lines.reduce((widest, line) => Math.max(widest, stringWidth(line[at] ?? "") + padding), 0),
  );
  const room = columns - count - 1;
  for (let over = sum(widths) - room; over > 0; over--) {
    const widest = widths.indexOf(Math.max(...widths));
    if ((widths[widest] ?? 0) <= narrowestColumn) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
  return widths;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
