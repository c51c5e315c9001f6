import { createHmac } from "node:crypto";

/** Parameters in the order in which they are sent. An array is a repeated name. */
export type Pairs = readonly (readonly [string, string])[];

/** Returns the text that the original Python client signs: the parts without escaping and without separators. */
export function message(method: string, resource: string, pairs: Pairs): string {
  const sorted = pairs.toSorted(([a, x], [b, y]) => comparePoints(a, b) || comparePoints(x, y));
  return method + resource + sorted.map(([name, value]) => `${name}=${value}`).join("&");
}

/** Returns the value of the `X-Auth-Signature` header. */
export function sign(key: string, text: string): string {
  return createHmac("sha256", Buffer.from(key, "utf8")).update(Buffer.from(text, "utf8")).digest("base64");
}

function comparePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]].map((chars) => chars.map((char) => char.codePointAt(0) ?? 0));
  for (const [index, point] of (left ?? []).entries()) {
    const difference = point - (right?.[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return (left?.length ?? 0) - (right?.length ?? 0);
}

/** Encodes as Python's `urlencode` does: it escapes all characters except letters, digits and `_.-~`; a space becomes a plus. */
export function encode(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${quote(name)}=${quote(value)}`).join("&");
}

function quote(text: string): string {
  return encodeURIComponent(text)
    .replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("%20", "+");
}
