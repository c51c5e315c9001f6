/**
 * A comma-separated list, as a parser for an option.
 *
 * @param text - `a, b`
 * @returns its items, without blanks around them; empty ones are left out
 */
export function commaList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
