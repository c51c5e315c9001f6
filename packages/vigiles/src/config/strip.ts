const blanks = "\\t-\\r\\x1C-\\x1F \\x85\\xA0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";
const atEitherEnd = new RegExp(`^[${blanks}]+|[${blanks}]+$`, "g");

/**
 * Text without blanks at both ends, by the rule of Python's `str.strip()`: unlike `trim()` it removes U+001C–U+001F
 * and U+0085, and keeps a byte order mark.
 *
 * @param text - any text
 */
export function strip(text: string): string {
  return text.replace(atEitherEnd, "");
}
