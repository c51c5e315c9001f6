import type { Row } from "./row.js";

/** What the table can be sorted by. Rows come sorted by severity and score. */
export const sortKeys = ["severity", "package", "id", "fix", "status"] as const;
/** What the table can be sorted by. */
export type SortKey = (typeof sortKeys)[number];

const collator = new Intl.Collator("en", { numeric: true });

/**
 * Writes style rules that give each row its place in every order, so that the table can be sorted without a script. Rows
 * without a text come last.
 *
 * @param rows - in the order of the table
 */
export function sortPlacesCss(rows: readonly Row[]): string {
  const places = sortKeys.map((key) => placesBy(key, rows));
  const rules = rows.map((_, at) => {
    const values = sortKeys.map((key, index) => `--${key}:${places[index]?.[at] ?? 0}`);
    return `#rows tr:nth-child(${at + 1}){${values.join(";")}}`;
  });
  return rules.join("\n");
}

/** Returns the place of each row. Equal rows share one, and so keep their order. */
function placesBy(key: SortKey, rows: readonly Row[]): readonly number[] {
  const texts = rows.map((row) => (key === "severity" ? `${row.severity} ${row.score}` : row[key]));
  const distinct = [...new Set(texts)];
  const sorted = key === "severity" ? distinct : distinct.toSorted(compareTexts);
  const places = new Map(sorted.map((text, at) => [text, at]));
  return texts.map((text) => places.get(text) ?? 0);
}

function compareTexts(one: string, other: string): number {
  return Number(one === "") - Number(other === "") || collator.compare(one, other);
}
