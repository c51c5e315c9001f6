/** What a settled URL consists of; a parsed `URL` is one. */
export type Target = Readonly<
  Pick<URL, "href" | "origin" | "protocol" | "host" | "hostname" | "port" | "pathname" | "search">
>;

/** The part of a URL that a session's base settles once for all calls. */
export type Place = Pick<Target, "origin" | "protocol" | "host" | "hostname" | "port">;

/** Path and query in characters that a parser leaves as they are (URL Standard, percent-encode sets). */
const plain = /^\/[\w\-.~!$&()*+,;=:@%/]*(?:\?[\w\-.~!$&()*+,;=:@%/?]+)?$/;
/** What may begin a segment that a parser resolves: a dot, as it is or encoded. */
const dotted = /\/(?:\.|%2e)/i;

/**
 * The URL of a path that a parser would change nothing of, without the parser: that takes longer than all else that is
 * done to a path.
 *
 * @param place - where it is joined to
 * @param path - with its query, if any
 * @returns undefined for a path that has to be parsed
 */
export function plainTarget({ origin, protocol, host, hostname, port }: Place, path: string): Target | undefined {
  if (!plain.test(path) || dotted.test(path)) return undefined;
  const at = path.indexOf("?");
  const [pathname, search] = at < 0 ? [path, ""] : [path.slice(0, at), path.slice(at)];
  return { href: origin + path, origin, protocol, host, hostname, port, pathname, search };
}
