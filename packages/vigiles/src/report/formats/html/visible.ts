/**
 * Control characters, invisible ones, and those that change the direction of text or end a line. Joiners are parts of letters
 * and emoji.
 */
const invisible = /[[\p{Cc}\p{Cf}\u2028\u2029]--[\t\n\u200C\u200D]]/gv;

/** Most texts are of these characters alone. A report may have a million texts, and this test is faster. */
const plain = /^[\t\n -~]*$/;

/**
 * Replaces characters that a reader of a page can't see, and that change the order or the look of others, by U+FFFD.
 *
 * @param text - from any source
 */
export function visible(text: string): string {
  return plain.test(text) ? text : text.replaceAll("\r\n", "\n").replace(invisible, "\uFFFD");
}

/**
 * Truncates a long text, and adds `…`.
 *
 * @param text - from any source
 * @param maxLength - in characters
 */
export function shorten(text: string, maxLength: number): string {
  return text.length <= maxLength ? text : `${text.slice(0, maxLength).replace(/[\uD800-\uDBFF]$/, "")}…`;
}
