import { scrub } from "./scrub.js";

/** Maximum length of a message, in characters. */
const maxMessageLength = 300;
/** How much of a text is searched for a message, in characters. */
const maxSearchedLength = 65_536;
/** How deep a message may be nested, as in `{ "error": { "message": … } }`. */
const maxNesting = 8;

/** Keys under which services put their error messages, best first; compared without case. */
const messageKeys = ["error_description", "message", "errormessage", "detail", "error", "errorcode", "title"];

/**
 * Finds the error message in a response body, whichever of the common formats it has.
 *
 * @param body - parsed JSON, or text
 * @param secrets - values to mask before the message is cut; default none
 * @returns one line of at most 300 characters; `undefined` if there is none
 */
export function serverMessage(body: unknown, secrets: Iterable<string> = []): string | undefined {
  const known = [...secrets];
  const quote = (text: string): string | undefined => quoteText(text, known);
  return typeof body === "string"
    ? messageOfText(body.slice(0, maxSearchedLength), quote)
    : messageOfObject(body, quote, maxNesting);
}

/**
 * Makes one line of a text of a server: known secrets are masked first, then control characters are left out, and then it is
 * cut.
 *
 * @param text - at most its first 64 KB are read
 * @param secrets - values to mask
 * @returns at most 300 characters; `undefined` if nothing is left
 */
export function quoteText(text: string, secrets: Iterable<string>): string | undefined {
  const line = scrub(text.slice(0, maxSearchedLength), secrets)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  if (line === "") return undefined;
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line;
}

/** Makes one line of a text. */
type Quote = (text: string) => string | undefined;

function messageOfObject(body: unknown, quote: Quote, levels: number): string | undefined {
  if (typeof body !== "object" || body === null || levels === 0) return undefined;
  const entries = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  for (const key of messageKeys) {
    const value = entries.get(key);
    const line = typeof value === "string" ? quote(value) : messageOfObject(value, quote, levels - 1);
    if (line !== undefined) return line;
  }
  return undefined;
}

/** From an HTML page only the title is quoted. */
function messageOfText(text: string, quote: Quote): string | undefined {
  if (!/^\s*</.test(text)) return quote(text);
  const title = readTitle(text);
  return quote(title === undefined ? "an HTML page" : `an HTML page titled "${title.trim()}"`);
}

/** Reads the first title. Each step goes on where the last one ended: one pattern for it would need quadratic time. */
function readTitle(page: string): string | undefined {
  const start = page.search(/<title[\s>]/i);
  const textStart = start < 0 ? -1 : page.indexOf(">", start) + 1;
  const textEnd = textStart <= 0 ? -1 : page.indexOf("<", textStart);
  const endTag = "</title>";
  if (textEnd < 0 || page.slice(textEnd, textEnd + endTag.length).toLowerCase() !== endTag) return undefined;
  return page.slice(textStart, textEnd);
}
