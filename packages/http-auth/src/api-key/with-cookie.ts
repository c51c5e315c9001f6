/**
 * Adds a cookie to the header `Cookie`, and replaces one with the same name.
 *
 * @param header - the present value; `null` if there is none
 * @param name - of the cookie; names compare with case (RFC 6265)
 * @param value - legal in a cookie
 */
export function withCookie(header: string | null, name: string, value: string): string {
  const others = (header ?? "")
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "" && pair.split("=", 1)[0]?.trim() !== name);
  return [...others, `${name}=${value}`].join("; ");
}
