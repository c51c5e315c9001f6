/** Maximum length of a message, in characters. */
const maxMessageLength = 300;

/** Keys under which services put their error messages, best first; compared without case. */
const messageKeys = ["error_description", "message", "errormessage", "detail", "error", "errorcode", "title"];

/**
 * Finds the error message in a response body, whichever of the common formats it has.
 *
 * @param body - parsed JSON, or text
 * @returns one line of at most 300 characters; `undefined` if there is none
 */
export function serverMessage(body: unknown): string | undefined {
  if (typeof body === "string") return messageOfText(body);
  if (typeof body !== "object" || body === null) return undefined;
  const entries = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  for (const key of messageKeys) {
    const value = entries.get(key);
    const line = typeof value === "string" ? toOneLine(value) : serverMessageOf(value);
    if (line !== undefined) return line;
  }
  return undefined;
}

function serverMessageOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? serverMessage(value) : undefined;
}

/** Of an HTML page only the title is quoted. */
function messageOfText(text: string): string | undefined {
  if (!/^\s*</.test(text)) return toOneLine(text);
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  return toOneLine(title === undefined ? "an HTML page" : `an HTML page titled "${title.trim()}"`);
}

function toOneLine(text: string): string | undefined {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  if (line === "") return undefined;
  return line.length > maxMessageLength ? `${line.slice(0, maxMessageLength)}…` : line;
}
