/** How many characters an escaped character of a secret has at most: `%E2%82%AC` has nine. */
const maxEscapeLength = 9;

/**
 * Removes the end of a text that was cut, since a part of a secret may stand there, which could not be found.
 *
 * @param text - the start of a longer text
 * @param secrets - that are masked in it
 */
export function withoutCutSecret(text: string, secrets: ReadonlySet<string>): string {
  const longest = Math.max(0, ...[...secrets].map((secret) => secret.length));
  return text.slice(0, Math.max(0, text.length - longest * maxEscapeLength));
}
