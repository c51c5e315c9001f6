/**
 * Adds a parameter to the query of a URL, and replaces those with the same name: a link of the server may already
 * contain the key. The rest of the query stays as it is, byte by byte.
 *
 * @param url - absolute, without fragment
 * @param name - of the parameter, not yet encoded
 * @param value - not yet encoded
 */
export function withQueryParameter(url: string, name: string, value: string): string {
  const [path = "", query] = url.split(/\?(.*)/s);
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  const others = query === undefined || query === "" ? [] : query.split("&").filter((item) => nameOf(item) !== name);
  return `${path}?${[...others, pair].join("&")}`;
}

/** Decodes the name of a pair, as forms are decoded. */
function nameOf(pair: string): string | undefined {
  // The ampersand keeps a leading question mark, which the parser would drop.
  return new URLSearchParams(`&${pair}`).keys().next().value;
}
