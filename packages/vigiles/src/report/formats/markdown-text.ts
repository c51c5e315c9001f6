/**
 * Writes a text of the service as a code span of Markdown, in which nothing is a link, a mention, an image or markup.
 * Also fits into the cell of a table.
 *
 * @param text - one line without control characters
 * @returns empty for an empty text
 */
export function codeSpan(text: string): string {
  return text === "" ? "" : `\`${text.replaceAll("`", "'").replace(/\\+\|?|\|/g, escapeLine)}\``;
}

/**
 * In a table, a vertical line ends a cell even in a code span, and a backslash before it is removed there. Some readers count
 * the backslashes before it: an odd number of them is safe in all.
 */
function escapeLine(text: string): string {
  return text.endsWith("|") ? `${text.slice(0, -1).repeat(2)}\\|` : text;
}

/**
 * Writes a table of Markdown.
 *
 * @param head - headings
 * @param rows - cells of Markdown on one line
 */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}
