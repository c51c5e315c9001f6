/** What Python's `str.isspace` calls white space; `trim` knows U+FEFF instead of U+001C to U+001F and U+0085. */
const blank = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const outer = new RegExp(`^[${blank}]+|(?<![${blank}])[${blank}]+$`, "g");

/** Removes white space from both ends as Python's `str.strip()` does. */
export function pythonStrip(text: string): string {
  return text.replace(outer, "");
}
