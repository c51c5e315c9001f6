import { looksLikeSecret } from "@org/linuxlink-auth/files";

/** Commands and flags, also mistyped ones, are words with hyphens. */
const words = /^-{0,2}[a-z]+(?:-[a-z]+)*$/i;
/** Keys are longer than words. */
const maxWordCharacters = 40;

/**
 * True for an argument that may be a key. Messages must not quote it.
 *
 * @param text - of the command line
 */
export function mayBeSecret(text: string): boolean {
  if (words.test(text) && text.length <= maxWordCharacters && !/[a-z][A-Z]/.test(text)) return false;
  return looksLikeSecret(text.replace(/^-+/, ""));
}

/**
 * Quotes an argument in a message, unless it may be a secret.
 *
 * @param text - of the command line
 * @returns a JSON string, or words in its place
 */
export function quoteArgument(text: string): string {
  return mayBeSecret(text) ? "(not shown, it may be a secret)" : JSON.stringify(text);
}
