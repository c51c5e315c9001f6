import { printable } from "../../util/printable.js";

const maxShownCharacters = 60;

/**
 * Shows a value of a caller in an error: the beginning of a text, enough to recognise it; of anything else only the type.
 *
 * @param value - as the caller gave it
 */
export function showValue(value: unknown): string {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return `(${value === null ? "null" : typeof value})`;
  const shown = value.length > maxShownCharacters ? `${value.slice(0, maxShownCharacters)}…` : value;
  return printable(JSON.stringify(shown));
}
