import { oneLine } from "../../util/printable.js";

/** In characters. Longer cells are truncated. */
const maxCellLength = 160;

/** Writes a value as the cell of a table: one line of at most 160 characters. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = oneLine(typeof value === "string" ? value : JSON.stringify(value));
  return text.length > maxCellLength ? `${[...text].slice(0, maxCellLength).join("")}…` : text;
}
