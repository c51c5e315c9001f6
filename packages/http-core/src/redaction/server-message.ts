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
 * @returns one line of at most 300 characters; `undefined` if there is none
 */
export function serverMessage(body: unknown): string | undefined {
  return typeof body === "string" ? messageOfText(body.slice(0, maxSearchedLength)) : messageOfObject(body, maxNesting);
}

function messageOfObject(body: unknown, levels: number): string | undefined {
  if (typeof body !== "object" || body === null || levels === 0) return undefined;
  const entries = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  for (const key of messageKeys) {
    const value = entries.get(key);
    const line = typeof value === "string" ? toOneLine(value) : messageOfObject(value, levels - 1);
    if (line !== undefined) return line;
  }
  return undefined;
}

/** From an HTML page only the title is quoted. */
function messageOfText(text: string): string | undefined {
  if (!/^\s*</.test(text)) return toOneLine(text);
  const title = readTitle(text);
  return toOneLine(title === undefined ? "an HTML page" : `an HTML page titled "${title.trim()}"`);
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

function toOneLine(text: string): string | undefined {
  const line = text
    .slice(0, maxSearchedLength)
    .replace(/[\s\p{Cc}\p{Cf}]+/gu, " ")
    .trim();
  if (line === "") return undefined;
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line;
}
