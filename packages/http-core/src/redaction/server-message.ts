import { maxSearchedLength, quoteText } from "./quote-text.js";

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
  "reason",
  "errorcode",
  "error_code",
  "title",
  "code",
];
/** How many values are looked at: a nest of lists or of `errors` would take long otherwise. */
const maxVisited = 1000;
/** How many entries of a list of messages are quoted. */
const maxListed = 10;

/**
 * Finds the error message in a response body, whichever of the common formats it has.
 *
 * @param body - parsed JSON, or text
 * @param secrets - values to mask before the message is truncated; default none
 * @returns one line of at most 300 characters; `undefined` if there is none
 */
export function serverMessage(body: unknown, secrets: Iterable<string> = []): string | undefined {
  const texts = typeof body === "string" ? [findInText(body)] : findTexts(body, maxNesting, { left: maxVisited });
  return quoteText([...new Set(texts)].join("; "), secrets);
}

/** How many values may still be looked at. */
interface Budget {
  left: number;
}

/** Finds the texts of the best message in a value. They are not masked yet. */
function findTexts(value: unknown, levels: number, budget: Budget): readonly string[] {
  if (budget.left-- <= 0) return [];
  if (typeof value === "string") return isBlank(value) ? [] : [value];
  if (typeof value !== "object" || value === null || levels === 0) return [];
  return Array.isArray(value) ? findListed(value, levels - 1, budget) : findInObject(value, levels - 1, budget);
}

function findInObject(body: object, levels: number, budget: Budget): readonly string[] {
  const entries = new Map(Object.entries(body).map(([key, value]) => [key.toLowerCase(), value as unknown]));
  for (const key of messageKeys) {
    const value = entries.get(key);
    const texts = findTexts(value, levels, budget);
    if (texts.length > 0) return texts;
    // Some services list the messages of each field by its name.
    const listed = key === "errors" && isObject(value) ? findListed(Object.values(value), levels, budget) : [];
    if (listed.length > 0) return listed;
  }
  return [];
}

function findListed(values: readonly unknown[], levels: number, budget: Budget): readonly string[] {
  return values.slice(0, maxListed).flatMap((value) => findTexts(value, levels, budget));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}]/u.test(text.slice(0, maxSearchedLength));
}

/** Returns the text itself, but of an HTML page only the title. */
function findInText(text: string): string {
  if (!/^\s*</.test(text)) return text;
  const title = readTitle(text.slice(0, maxSearchedLength));
  return title === undefined ? "an HTML page" : `an HTML page titled "${title.trim()}"`;
}

/** Reads the first title. Each step continues where the last one ended: a single pattern would need quadratic time. */
function readTitle(page: string): string | undefined {
  const start = page.search(/<title[\s>]/i);
  const textStart = start < 0 ? -1 : page.indexOf(">", start) + 1;
  const textEnd = textStart <= 0 ? -1 : page.indexOf("<", textStart);
  const endTag = "</title>";
  if (textEnd < 0 || page.slice(textEnd, textEnd + endTag.length).toLowerCase() !== endTag) return undefined;
  return page.slice(textStart, textEnd);
}
