/** Control characters but tab and line feed, and those that change direction, break lines or show nothing. */
const controls = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Text with control and direction-changing characters as escapes: what a server says must not steer a terminal.
 * Within JSON text the result means the same.
 *
 * @param text - from anywhere
 */
export function printable(text: string): string {
  return text.replace(controls, escapedUnits);
}

/**
 * The same, on one line.
 *
 * @param text - from anywhere
 */
export function oneLine(text: string): string {
  return printable(text.replace(/[\r\n\t ]+/g, " ").trim());
}

/** As JSON escapes it: by its UTF-16 units. */
function escapedUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
