/** Control characters, and characters that are invisible or change the direction of text. */
const steering = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

/**
 * Escapes what could steer a terminal in one line of text.
 *
 * @param line - from any source
 */
export function printable(line: string): string {
  return line.replace(steering, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
