const longestMessage = 300;

/** Keys that services put their words under, best first; compared without case. */
const messageKeys = ["error_description", "message", "errormessage", "detail", "error", "errorcode", "title"];

/**
 * What a server said went wrong, from whichever envelope it uses.
 *
 * @param body - parsed JSON, or text
 * @returns one short line, or undefined where it said nothing to quote
 */
export function serverMessage(body: unknown): string | undefined {
  if (typeof body === "string") return fromText(body);
  if (typeof body !== "object" || body === null) return undefined;
  const entries = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  for (const key of messageKeys) {
    const value = entries.get(key);
    const words = typeof value === "string" ? oneLine(value) : serverMessageOf(value);
    if (words !== undefined) return words;
  }
  return undefined;
}

function serverMessageOf(value: unknown): string | undefined {
  return typeof value === "object" && value !== null ? serverMessage(value) : undefined;
}

/** An HTML page is quoted by its title alone: the rest is markup. */
function fromText(text: string): string | undefined {
  if (!/^\s*</.test(text)) return oneLine(text);
  const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1];
  return oneLine(title === undefined ? "an HTML page" : `an HTML page titled "${title.trim()}"`);
}

function oneLine(text: string): string | undefined {
  const line = text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
  if (line === "") return undefined;
  return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
}
