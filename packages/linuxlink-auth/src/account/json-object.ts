/** Why a text is not the JSON object it should be; never quotes it. */
export class JsonObjectError extends Error {}

/** Strings, brackets and commas, which is all that tells where a name stands; every other text is skipped. */
const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

/**
 * Reads a JSON object from UTF-8 bytes. A byte-order mark is accepted; a name that stands twice in one object is not,
 * as it would hide the first value.
 *
 * @throws JsonObjectError
 */
export function parseJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const text = decoded(bytes);
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new JsonObjectError("it must hold a JSON object");
  }
  refuseDuplicates(text);
  return value as Record<string, unknown>;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new JsonObjectError("it is not UTF-8 text");
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's message quotes the text; only its position is taken over.
    const place = error instanceof Error ? /\(line (\d+) column (\d+)\)/.exec(error.message) : null;
    throw new JsonObjectError(`it is not JSON${place === null ? "" : ` (line ${place[1]}, column ${place[2]})`}`);
  }
}

/** Walks over a text that is known to be JSON, with the names of each open object at hand. */
function refuseDuplicates(text: string): void {
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
