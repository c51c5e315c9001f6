/**
 * Returns true if a URL is in the protection space of a challenge. Then a request may carry a proof before the server
 * asks for it (RFC 7616 section 3.3, `domain`).
 *
 * @param url - of the request, absolute
 * @param domain - URLs, absolute or not; empty for the whole origin
 */
export function isInDomain(url: string, domain: readonly string[]): boolean {
  if (domain.length === 0) return true;
  return domain.some((uri) => {
    const prefix = URL.parse(uri, url)?.href;
    return prefix !== undefined && url.startsWith(prefix);
  });
}
