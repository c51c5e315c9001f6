/** GitHub shows this many characters of a message or a description. */
const maxCharacters = 1_000;

/**
 * Truncates a text that code hosts would truncate.
 *
 * @param text - one line
 * @returns at most 1,000 characters
 */
export function shorten(text: string): string {
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

/** Escapes brackets: `[text](address)` in a message is a link (SARIF 2.1.0, 3.11.6). */
export function escapeMessage(text: string): string {
  return text.replace(/[\\[\]]/g, "\\$&");
}

/**
 * Escapes and truncates a text. The escapes are counted as characters, and none of them is split.
 *
 * @param text - one line
 * @returns at most 1,000 characters
 */
export function shortMessage(text: string): string {
  const escaped = escapeMessage(text);
  if (escaped.length <= maxCharacters) return escaped;
  let shown = "";
  for (const character of text) {
    const next = escapeMessage(character);
    if (shown.length + next.length >= maxCharacters) break;
    shown += next;
  }
  return `${shown}…`;
}
