import { withoutCutSecret } from "./cut-end.js";
import { scrub } from "./scrub.js";

/** Maximum length of a message, in characters. */
const maxMessageLength = 300;
/** How much of a text is searched for a message, in characters. */
const maxSearchedLength = 65_536;
/** How deep a message may be nested, as in `{ "error": { "message": … } }`. */
const maxNesting = 8;

/** Keys under which services put their error messages, best first; compared without case. */
const messageKeys = [
  "error_description",
  "message",
  "errormessage",
  "msg",
  "detail",
  "errors",
  "error",
  "errorcode",
  "title",
];
/** How many entries of a list of messages are quoted. */
const maxListed = 10;

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
  return typeof body === "string" ? messageOfText(body, quote) : messageOfValue(body, quote, maxNesting);
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
  const known = [...secrets];
  const isCut = text.length > maxSearchedLength;
  const searched = isCut ? withoutCutSecret(text.slice(0, maxSearchedLength), known) : text;
  const line = scrub(searched, known)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  if (line === "") return undefined;
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line;
}

/** Makes one line of a text. */
type Quote = (text: string) => string | undefined;

function messageOfValue(value: unknown, quote: Quote, levels: number): string | undefined {
  if (typeof value === "string") return quote(value);
  if (typeof value !== "object" || value === null || levels === 0) return undefined;
  return Array.isArray(value) ? joinMessages(value, quote, levels - 1) : messageOfObject(value, quote, levels);
}

function messageOfObject(body: object, quote: Quote, levels: number): string | undefined {
  const entries = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  for (const key of messageKeys) {
    const value = entries.get(key);
    const line = messageOfValue(value, quote, levels - 1);
    if (line !== undefined) return line;
    // Some services list the messages of each field by its name.
    const fields =
      key === "errors" && isObject(value) ? joinMessages(Object.values(value), quote, levels - 1) : undefined;
    if (fields !== undefined) return fields;
  }
  return undefined;
}

function joinMessages(values: readonly unknown[], quote: Quote, levels: number): string | undefined {
  const lines = values.slice(0, maxListed).map((value) => messageOfValue(value, quote, levels));
  const known = new Set(lines.filter((line) => line !== undefined));
  return quote([...known].join("; "));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** From an HTML page only the title is quoted. */
function messageOfText(text: string, quote: Quote): string | undefined {
  if (!/^\s*</.test(text)) return quote(text);
  const title = readTitle(text.slice(0, maxSearchedLength));
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
