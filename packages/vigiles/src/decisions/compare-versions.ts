/** Words that make a version earlier than the one without them. */
const early = new Set(["dev", "a", "alpha", "b", "beta", "m", "pre", "preview", "rc", "snapshot"]);

/**
 * Compares two versions: part by part, numbers by their value and words by their letters. A version with a further part is
 * later (`1.0.1f` after `1.0.1`), unless that part announces a release (`2.0-rc1` before `2.0`). Text after `+` is ignored.
 *
 * @returns a negative number if the first is earlier, a positive one if it is later, 0 if they are equal
 */
export function compareVersions(one: string, other: string): number {
  const [ones, others] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < Math.max(ones.length, others.length); at++) {
    const order = compareParts(ones[at], others[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function partsOf(version: string): readonly string[] {
  const [release = ""] = version.toLowerCase().split("+", 1);
  return release.match(/\d+|[a-z]+/g) ?? [];
}

function compareParts(one: string | undefined, other: string | undefined): number {
  if (one === undefined) return -further(other);
  if (other === undefined) return further(one);
  const [isNumber, otherIsNumber] = [one, other].map((part) => /^\d/.test(part));
  if (isNumber && otherIsNumber) return compareNumbers(one, other);
  if (isNumber !== otherIsNumber) return isNumber ? 1 : -1;
  return one === other ? 0 : one < other ? -1 : 1;
}

/** Zeros at the end change nothing. */
function further(part: string | undefined): number {
  if (part === undefined || /^0+$/.test(part)) return 0;
  return early.has(part) ? -1 : 1;
}

/** Numbers may have more digits than a number of JavaScript can hold. */
function compareNumbers(one: string, other: string): number {
  const [first, second] = [one, other].map((digits) => digits.replace(/^0+/, ""));
  if (first === undefined || second === undefined || first === second) return 0;
  if (first.length !== second.length) return first.length - second.length;
  return first < second ? -1 : 1;
}
