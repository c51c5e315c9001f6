/** How many characters stand for one of a secret at most: all six of `\u20AC` may be percent-encoded. */
const maxEscapeLength = 18;

/**
 * Removes the end of a truncated text, since it may hold part of a secret, which the search would not find.
 *
 * @param text - the start of a longer text
 * @param secrets - that are masked in it
 */
export function withoutCutSecret(text: string, secrets: Iterable<string>): string {
  const longest = Math.max(0, ...[...secrets].map((secret) => secret.length));
  return text.slice(0, Math.max(0, text.length - longest * maxEscapeLength));
}
