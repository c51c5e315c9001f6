/**
 * Compares two texts by Unicode code point, which is also the order of their UTF-8 bytes and of Python's `sorted`.
 * JavaScript's `<` compares UTF-16 units instead, and sorts U+FFEE after U+1F600.
 *
 * @param one - well-formed text
 * @param other - well-formed text
 * @returns a negative number, a positive number or zero, for `sort`
 */
export function compareCodePoints(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  for (let at = 0; at < shorter; at++) {
    const left = one.charCodeAt(at);
    const right = other.charCodeAt(at);
    if (left !== right) return rank(left) - rank(right);
  }
  return one.length - other.length;
}

/** Surrogates encode code points above U+FFFF, so they rank above every other unit. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit >= 0xe000 ? unit - 0x800 : unit + 0x2000;
}
