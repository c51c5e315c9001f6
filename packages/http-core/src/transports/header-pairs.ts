/**
 * Headers from Node's flat list of names and values, with every repeat kept.
 *
 * @param raw - `rawHeaders` of an incoming message
 */
export function headerPairs(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < raw.length; at += 2) headers.append(raw[at] ?? "", raw[at + 1] ?? "");
  return headers;
}
