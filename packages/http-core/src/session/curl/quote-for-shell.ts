/**
 * Quotes a text for a POSIX shell, unless it is a plain word.
 *
 * @param text - of one argument, without NUL
 */
export function quoteForShell(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
