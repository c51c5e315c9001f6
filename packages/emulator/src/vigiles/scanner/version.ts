import type { AffectedRange } from "./vulnerability.js";

/** Words for pre-releases, the earliest first. */
const preReleases = ["dev", "snapshot", "alpha", "beta", "milestone", "pre", "preview", "cr", "rc"];

/** Letters that mean a pre-release if a number follows. Without one they are releases: `1.0.1b`. */
const shortWords: Readonly<Record<string, string>> = { a: "alpha", b: "beta", m: "milestone" };

/**
 * Compares versions: `1.0.1f` is after `1.0.1`, `9.3p2` after `9.3p1`, and `2.0-beta9` before `2.0`. It ignores an epoch
 * (`1:`), the revision of a distribution (`-4ubuntu1`, `-r0`), and everything after a `+`.
 *
 * @returns a negative number if `a` is before `b`, a positive one if it is after `b`, and 0 if they are equal
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = compareParts(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a version is in one of the ranges. A version must start with a number. */
export function isAffected(version: string, ranges: readonly AffectedRange[]): boolean {
  return findRange(version, ranges) !== undefined;
}

/** Returns the version that fixes the range of a version; undefined if none is known. */
export function fixedVersion(version: string, ranges: readonly AffectedRange[]): string | undefined {
  return findRange(version, ranges)?.fixed;
}

function findRange(version: string, ranges: readonly AffectedRange[]): AffectedRange | undefined {
  if (!isNumber(parts(version)[0] ?? "")) return undefined;
  return ranges.find(
    ({ introduced, fixed, last }) =>
      (introduced === undefined || compareVersions(version, introduced) >= 0) &&
      (fixed === undefined || compareVersions(version, fixed) < 0) &&
      (last === undefined || compareVersions(version, last) <= 0),
  );
}

function parts(version: string): string[] {
  const plain = version
    .trim()
    .toLowerCase()
    .replace(/^v(?=\d)/, "")
    .replace(/^\d+:/, "")
    .replace(/\+.*/s, "")
    .replace(/-r?\d.*/s, "")
    .replace(/(?<=\d)[-._]?([abm])(?=\d)/g, (_, letter: string) => `-${shortWords[letter]}`);
  return (plain.match(/\d+|[a-z]+/g) ?? []).filter((part) => !["final", "release", "ga"].includes(part));
}

/** Compares two parts. A missing part equals zero; it is after pre-release words and before other words. */
function compareParts(a: string | undefined, b: string | undefined): number {
  const difference = rank(a) - rank(b);
  if (difference !== 0 || a === undefined || b === undefined) return difference;
  if (isNumber(a) && isNumber(b)) return Number(BigInt(a) - BigInt(b));
  if (preReleases.includes(a)) return preReleases.indexOf(a) - preReleases.indexOf(b);
  return a < b ? -1 : Number(a > b);
}

function rank(part: string | undefined): number {
  if (part === undefined || /^0+$/.test(part)) return 1;
  if (isNumber(part)) return 3;
  return preReleases.includes(part) ? 0 : 2;
}

function isNumber(part: string): boolean {
  return /^\d/.test(part);
}
