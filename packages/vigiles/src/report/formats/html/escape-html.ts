const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Characters that are invisible, change the direction of text or end a line. They also control a terminal. */
const invisible = /[\p{Cf}\u2028\u2029]/gu;

/**
 * Escapes text for HTML elements and quoted attributes. The page may be printed on a terminal, so it contains no
 * control characters, and has references for invisible ones.
 */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(/[&<>"']/g, (character) => escapes[character] ?? character)
    .replace(/(?![\t\n])\p{Cc}/gu, "\uFFFD")
    .replace(invisible, (character) => `&#x${character.codePointAt(0)?.toString(16)};`);
}
