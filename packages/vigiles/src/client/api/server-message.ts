/** Makes one short line of a text of a response, in which the secrets of the call are masked. */
export type Quote = (text: string) => string;

/**
 * The text of a message that the server sent.
 *
 * @param value - a member of a response, which may hold anything
 * @param quote - of the response
 * @returns empty if there is no text
 */
export function serverMessage(value: unknown, quote: Quote): string {
  return typeof value === "string" ? quote(value) : "";
}
