/** Decodes the name or value of a form as a server does: `+` is a space, then escapes are decoded. */
export function formDecode(part: string): string {
  return decodeURIComponent(part.replaceAll("+", "%20"));
}
