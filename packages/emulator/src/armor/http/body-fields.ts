/** The members of a request's body, with their names in lower case. */
export type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads a body as the API does: as JSON or as a form, and without regard to the case of names. An empty body and a JSON
 * `null` have no members.
 *
 * @returns undefined for a body that is neither a JSON object nor a form
 */
export async function readFields(request: Request): Promise<Fields | undefined> {
  const text = await request.text();
  const isForm = /form-urlencoded/i.test(request.headers.get("content-type") ?? "");
  const value = isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
  if (typeof value !== "object" || Array.isArray(value)) return undefined;
  return Object.fromEntries(Object.entries(value ?? {}).map(([name, member]) => [name.toLowerCase(), member]));
}

/** Whether a member is a string that is not empty. */
export function isFilled(member: unknown): member is string {
  return typeof member === "string" && member !== "";
}

function parseJson(text: string): unknown {
  if (text.trim() === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
