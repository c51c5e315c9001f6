/**
 * Parses JSON of a server that may have sent anything.
 *
 * @returns the value; `undefined` if the text is not JSON
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * Parses a JSON object of a server that may have sent anything.
 *
 * @returns the object's members, still unchecked; `undefined` if the text is not JSON or not an object
 */
export function parseJsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  const value = parseJson(text);
  return isRecord(value) ? value : undefined;
}

/** True for an object that is not `null` and not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
