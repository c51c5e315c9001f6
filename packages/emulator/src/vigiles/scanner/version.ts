import type { AffectedRange } from "./vulnerability.js";

/** Words that come before the release they are of, earliest first. */
const preReleases = ["dev", "snapshot", "alpha", "beta", "milestone", "pre", "preview", "cr", "rc"];

/** Letters that mean one of them when a number follows; `1.0.1a` and `1.0.1b` are releases. */
const shortWords: Readonly<Record<string, string>> = { a: "alpha", b: "beta", m: "milestone" };

/**
 * Compares versions as SBOMs write them: `1.0.1f` after `1.0.1`, `9.3p2` after `9.3p1`, `2.0-beta9` before `2.0`;
 * an epoch (`1:`), a distribution's revision (`-4ubuntu1`, `-r0`) and anything after a `+` are left out.
 *
 * @returns negative, zero or positive
 */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [parts(a), parts(b)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = compareParts(left[index], right[index]);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Whether a version lies in one of the ranges; one that starts with no number lies in none. */
export function isAffected(version: string, ranges: readonly AffectedRange[]): boolean {
  return findRange(version, ranges) !== undefined;
}

/** The first version after the range that a version lies in; undefined where none is known. */
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
    .replace(/\+.*$/, "")
    .replace(/-r?\d.*$/, "")
    .replace(/(?<=\d)[-._]?([abm])(?=\d)/g, (_, letter: string) => `-${shortWords[letter]}`);
  return (plain.match(/\d+|[a-z]+/g) ?? []).filter((part) => !["final", "release", "ga"].includes(part));
}

/** A missing part counts as zero beside a number, and comes between pre-release and other words. */
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
