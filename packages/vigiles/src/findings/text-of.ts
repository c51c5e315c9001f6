/**
 * The text of a member of a response.
 *
 * @param value - any JSON
 * @returns empty for anything but text and numbers
 */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}
