/**
 * Returns true if a response says that it is an HTML page. Where a service sends JSON, such a page comes from a firewall or a
 * proxy before it.
 *
 * @param headers - of the response
 */
export function isHtml(headers: Pick<Headers, "get">): boolean {
  return /^\s*(text\/html|application\/xhtml\+xml)\s*(;|$)/i.test(headers.get("content-type") ?? "");
}
