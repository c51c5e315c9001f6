/** A server's clock shows whole seconds, and may be wrong. */
const minAgeMs = 60_000;
/** The form of dates that servers must send (RFC 9110 section 5.6.7). Others are not sent back. */
const datePattern = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Returns what identifies the bytes of a response, for `If-Range`: a strong `ETag`, or a `Last-Modified` that is a minute older
 * than the response. A younger one may belong to two versions of a file (RFC 9110 section 8.8.2.2).
 *
 * @param headers - of the response
 * @returns `undefined` if there is nothing that a part of the file could be continued by
 */
export function strongValidator(headers: Pick<Headers, "get">): string | undefined {
  const tag = headers.get("etag");
  if (tag !== null) return /^"[\x21\x23-\x7e]*"$/.test(tag) ? tag : undefined;
  const modified = headers.get("last-modified");
  if (modified === null || !datePattern.test(modified)) return undefined;
  const ageMs = Date.parse(headers.get("date") ?? "") - Date.parse(modified);
  return ageMs >= minAgeMs ? modified : undefined;
}
