/** White space of Python's `str.isspace`. JavaScript's `trim` differs: it has U+FEFF, and lacks U+001C–U+001F and U+0085. */
const whitespace = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
/** The look-behind keeps the time linear for text that is full of white space. */
const atEitherEnd = new RegExp(`^[${whitespace}]+|(?<![${whitespace}])[${whitespace}]+$`, "g");

/**
 * Removes white space from both ends of a text, exactly as Python's `str.strip()` does: a byte order mark stays.
 *
 * @param text - any text
 */
export function pythonStrip(text: string): string {
  return text.replace(atEitherEnd, "");
}
