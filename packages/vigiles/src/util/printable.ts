/** Control characters except tab and line feed, and characters that change direction, break lines or are invisible. */
const controls = /(?![\t\n])[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Escapes control characters and characters that change direction, so that text of a server cannot control a terminal.
 * JSON text keeps its meaning.
 *
 * @param text - from any source
 */
export function printable(text: string): string {
  return text.replace(controls, escapedUnits);
}

/**
 * Escapes text as `printable` does, and puts it on one line.
 *
 * @param text - from any source
 */
export function oneLine(text: string): string {
  return printable(text.replace(/[\r\n\t ]+/g, " ").trim());
}

/** An escape in JSON text. A half of a surrogate pair is written as one; strict readers refuse it. */
const escapes = /\\(?:u(d[89a-f][\da-f]{2})|.)/g;

/**
 * Writes a value as JSON that is well-formed Unicode and cannot control a terminal. Half surrogate pairs become U+FFFD.
 *
 * @param value - JSON
 * @param indent - spaces of each level; default: one line
 */
export function jsonText(value: unknown, indent?: number): string {
  const json = JSON.stringify(value, undefined, indent);
  return printable(json.replace(escapes, (escape, half) => (half === undefined ? escape : "\\ufffd")));
}

/** Escapes a character as JSON does, by its UTF-16 units. */
function escapedUnits(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
