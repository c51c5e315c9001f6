import { withoutCutSecret } from "./cut-end.js";
import { scrub } from "./scrub.js";

/** Maximum length of a quoted text, in characters. */
const maxQuotedLength = 300;
/** How much of a text is searched for what is quoted, in characters. */
export const maxSearchedLength = 65_536;

/**
 * Makes one line of a text of a server: known secrets are masked first, then control characters are left out, and then
 * it is truncated.
 *
 * @param text - at most its first 64 KB are read
 * @param secrets - values to mask
 * @returns at most 300 characters; `undefined` if nothing is left
 */
export function quoteText(text: string, secrets: Iterable<string>): string | undefined {
  const known = [...secrets];
  const isCut = text.length > maxSearchedLength;
  const searched = isCut ? withoutCutSecret(text.slice(0, maxSearchedLength), known) : text;
  const line = scrub(searched, known)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  if (line === "") return undefined;
  return line.length > maxQuotedLength ? `${line.slice(0, maxQuotedLength)}…` : line;
}
