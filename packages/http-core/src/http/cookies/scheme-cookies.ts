/** The `Cookie` header of a request to which a scheme has added cookies. */
export interface SchemeCookies {
  /** The value of the header. */
  readonly header: string;
  /** The names of the scheme's cookies. */
  readonly names: ReadonlySet<string>;
}

/**
 * Joins the cookies of a request with those that a scheme has added. A cookie of the scheme replaces those of the same name,
 * and all others stay, even if the scheme has set the header without them. A scheme that added no cookie decides alone.
 *
 * @param before - the header as the scheme got it; may be empty
 * @param after - the header as the scheme returned it; may be empty
 */
export function mergeSchemeCookies(before: string, after: string): SchemeCookies {
  const session = pairsOf(before);
  const added = withoutEach(pairsOf(after), session);
  if (added.length === 0) return { header: after, names: new Set() };
  const names = new Set(added.map(nameOfCookie));
  const kept = session.filter((pair) => !names.has(nameOfCookie(pair)));
  return { header: [...kept, ...added].join("; "), names };
}

/**
 * Returns the name of a cookie.
 *
 * @param line - a pair of a `Cookie` header, or a value of `Set-Cookie`
 */
export function nameOfCookie(line: string): string {
  const [pair = ""] = line.split(";", 1);
  const at = pair.indexOf("=");
  return at < 0 ? "" : pair.slice(0, at).trim();
}

function pairsOf(header: string): readonly string[] {
  return header
    .split(";")
    .map((pair) => pair.trim())
    .filter((pair) => pair !== "");
}

/** Returns the items without one of each of the others. */
function withoutEach(items: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...items];
  for (const other of others) {
    const at = left.indexOf(other);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}
