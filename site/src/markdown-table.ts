import { marked, type Tokens } from "marked";

/** A row of a table, as the Markdown of its cells, by the heading of each column. */
export type Row = Readonly<Record<string, string>>;

/**
 * Reads the tables of a document's section.
 *
 * @param text - the document
 * @param heading - the section's heading
 * @returns the rows of all tables of that section; none if there is no such section
 */
export function rowsOfSection(text: string, heading: string): readonly Row[] {
  const tokens = marked.lexer(text);
  const start = tokens.findIndex((token) => token.type === "heading" && (token as Tokens.Heading).text === heading);
  if (start < 0) return [];
  const { depth } = tokens[start] as Tokens.Heading;
  const rest = tokens.slice(start + 1);
  const end = rest.findIndex((token) => token.type === "heading" && (token as Tokens.Heading).depth <= depth);
  return rest
    .slice(0, end < 0 ? undefined : end)
    .filter((token): token is Tokens.Table => token.type === "table")
    .flatMap(({ header, rows }) =>
      rows.map((cells) => Object.fromEntries(cells.map(({ text: cell }, index) => [header[index]?.text ?? "", cell]))),
    );
}

/** Writes a table as Markdown. */
export function tableText(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  return [line(header), line(header.map(() => "---")), ...rows.map(line)].join("\n");
}
