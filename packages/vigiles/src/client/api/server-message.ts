const maxCharacters = 300;

/**
 * The text of a message that the server sent, on one line and without control characters.
 *
 * @param value - a member of a response, which may hold anything
 * @returns at most 300 characters; empty if there is no text
 */
export function serverMessage(value: unknown): string {
  return typeof value === "string" ? value.replace(/[\s\p{Cc}]+/gu, " ").slice(0, maxCharacters) : "";
}
