/** Returns true for a token that `Authorization: Bearer` can carry (RFC 6750 section 2.1). */
export function isToken(value: unknown): value is string {
  return typeof value === "string" && /^[A-Za-z0-9._~+/-]+=*$/.test(value);
}
