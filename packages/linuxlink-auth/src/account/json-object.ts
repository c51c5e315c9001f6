import { isError, isRecord } from "@org/http-core/authoring";

/** Why bytes are not the JSON object they should be. The message never quotes them. */
export class JsonObjectError extends Error {}

/** Strings, brackets, commas and colons are enough to find the names of an object's members. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Parses a JSON object from UTF-8 bytes. A byte order mark is accepted. A name that occurs twice in one object is
 * refused, because the second value would hide the first.
 *
 * @throws JsonObjectError
 */
export function parseJsonObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const text = decodeUtf8(bytes);
  const value = parseText(text);
  if (!isRecord(value)) throw new JsonObjectError("it must contain a JSON object");
  refuseDuplicateNames(text);
  return value;
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new JsonObjectError("it is not UTF-8 text");
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the text, so only the position is used.
    const position = isError(error) ? /\(line (\d+) column (\d+)\)/.exec(error.message) : null;
    throw new JsonObjectError(
      `it is not JSON${position === null ? "" : ` (line ${position[1]}, column ${position[2]})`}`,
    );
  }
}

/** Scans text that is known to be JSON, and collects the names of each open object. */
function refuseDuplicateNames(text: string): void {
  const open: Set<string>[] = [];
  let last = "";
  for (const [token] of text.matchAll(tokens)) {
    if (token === "{" || token === "[") open.push(new Set());
    else if (token === "}" || token === "]") open.pop();
    else if (token === ":") addName(open.at(-1), JSON.parse(last) as string);
    last = token;
  }
}

function addName(names: Set<string> | undefined, name: string): void {
  if (names?.has(name)) throw new JsonObjectError("it has the same name twice in one object");
  names?.add(name);
}
