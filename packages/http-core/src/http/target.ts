/** The parts of a parsed URL. A `URL` has all of them. */
export type Target = Readonly<
  Pick<URL, "href" | "origin" | "protocol" | "host" | "hostname" | "port" | "pathname" | "search">
>;

/** A base URL, parsed: paths are joined to it. */
export type UrlBase = Pick<Target, "origin" | "protocol" | "host" | "hostname" | "port" | "pathname" | "search">;

/** A path and query of characters that a URL parser does not change (URL Standard, percent-encode sets). */
const plain = /^\/[\w\-.~!$&()*+,;=:@%/]*(?:\?[\w\-.~!$&()*+,;=:@%/?]+)?$/;
/** A segment that begins with a dot, plain or encoded: a URL parser may resolve it. */
const dotted = /\/(?:\.|%2e)/i;

/**
 * Makes the URL of a path that a URL parser would not change. The parser takes longer than all other work on a path.
 *
 * @param base - what the path is joined to; its own path and query are not used
 * @param path - with its query, if any
 * @returns `undefined` for a path that has to be parsed
 */
export function plainTarget({ origin, protocol, host, hostname, port }: UrlBase, path: string): Target | undefined {
  if (!plain.test(path) || dotted.test(path)) return undefined;
  const at = path.indexOf("?");
  const pathname = at < 0 ? path : path.slice(0, at);
  const search = at < 0 ? "" : path.slice(at);
  return { href: origin + path, origin, protocol, host, hostname, port, pathname, search };
}

/** Returns the path and query of a request line. An empty query keeps its question mark, which a `URL` shows only in `href`. */
export function requestPath({ href, pathname, search }: Pick<Target, "href" | "pathname" | "search">): string {
  return search === "" && href.includes("?") && /^[^#?]*\?(?:#|$)/.test(href) ? `${pathname}?` : pathname + search;
}
