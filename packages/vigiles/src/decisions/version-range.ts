import { compareVersions } from "./compare-versions.js";

const comparator = /^(<=|>=|<|>|=)?\s*([^\s<>=,]+)$/;

type Test = (order: number) => boolean;

const tests: Readonly<Record<string, Test>> = {
  "<": (order) => order < 0,
  "<=": (order) => order <= 0,
  ">": (order) => order > 0,
  ">=": (order) => order >= 0,
  "=": (order) => order === 0,
};

/** True for text that {@link isInRange} understands. */
export function isRange(range: string): boolean {
  return partsOf(range).every((part) => comparator.test(part));
}

/**
 * True if a version fulfils every part of a range, for example `>=1.0 <1.0.2`, or `1.0.1f` for that version alone. An
 * empty version fulfils none.
 *
 * @param version - of a package
 * @param range - versions with `<`, `<=`, `>`, `>=` or `=` before them, separated by spaces or commas
 */
export function isInRange(version: string, range: string): boolean {
  if (version !== "" && version === range) return true;
  return version !== "" && partsOf(range).every((part) => fulfils(version, part));
}

function partsOf(range: string): readonly string[] {
  const joined = range.trim().replace(/([<>=])\s+/g, "$1");
  return joined.split(/[\s,]+/);
}

function fulfils(version: string, part: string): boolean {
  const [, operator = "=", bound = ""] = comparator.exec(part) ?? [];
  if (operator === "=" && version === bound) return true;
  return bound !== "" && (tests[operator]?.(compareVersions(version, bound)) ?? false);
}
