import { maxJsonDepth } from "../defaults.js";

const [quote, comma, backslash] = [0x22, 0x2c, 0x5c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];
/** Of white space in JSON, the space has the largest code. */
const space = 0x20;

/**
 * Counts the values of a JSON text and its levels of nesting, before anything parses it: a parser can need a hundred
 * bytes of memory for each byte of `[{},{},…]`. One pass, which ends at the first excess.
 *
 * @param json - UTF-8; perhaps not JSON
 * @param maxValues - how many values are allowed: objects, arrays, strings, numbers, booleans and nulls, but not names
 * @returns which limit is exceeded; `undefined` within the limits
 */
export function findJsonExcess(json: Uint8Array, maxValues: number): string | undefined {
  if (json.byteLength <= Math.min(maxJsonDepth, maxValues)) return undefined;
  // An array or object is one value, in addition to its members. Its first member is counted when it opens, and each
  // other one at its comma.
  let values = 1;
  let depth = 0;
  let isEmpty = false;
  for (let at = 0; at < json.byteLength; at++) {
    const byte = json[at] ?? 0;
    if (byte <= space) continue;
    if (byte === openBracket || byte === openBrace) {
      depth++;
      values++;
      isEmpty = true;
      if (depth > maxJsonDepth) return `is nested deeper than ${maxJsonDepth} levels`;
      continue;
    }
    if (byte === quote) at = findStringEnd(json, at);
    else if (byte === comma) values++;
    else if (byte === closeBracket || byte === closeBrace) {
      depth--;
      if (isEmpty) values--;
    }
    isEmpty = false;
    if (values - depth > maxValues) break;
  }
  return values > maxValues ? `has more JSON values than maxJsonValues (${maxValues})` : undefined;
}

/** Returns the position of the quote that ends a string, or the end of the text. */
function findStringEnd(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.byteLength && json[at] !== quote) at += json[at] === backslash ? 2 : 1;
  return at;
}
