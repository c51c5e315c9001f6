import { isRecord } from "../../authoring/json.js";

/** A name and a text. */
export type Field = readonly [name: string, value: string];

/**
 * Reads the fields of a body, which is JSON or a form. Fields of nested objects are included.
 *
 * @param body - whole
 * @returns none for a body of another kind
 */
export function fieldsOf(body: Uint8Array): readonly Field[] {
  const text = Buffer.from(body).toString();
  const value = parse(text);
  if (value !== undefined) return [...jsonFields(value, "")];
  return /^[^\s<>{}=]+=/.test(text) ? [...new URLSearchParams(text)] : [];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function* jsonFields(value: unknown, name: string): Iterable<Field> {
  if (Array.isArray(value)) for (const item of value) yield* jsonFields(item, name);
  else if (isRecord(value)) for (const [key, member] of Object.entries(value)) yield* jsonFields(member, key);
  else yield [name, String(value)];
}
