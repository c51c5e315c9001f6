/** Two dots in a row, plain or encoded: without them no path leads upwards. */
const dots = /(?:\.|%2e){2}/i;

/** What ends a segment: servers differ in whether a backslash does. */
const separators: readonly RegExp[] = [/\//, /[/\\]/];

/** Servers take some of these steps, in this order, before they resolve dot segments. Parameters are like `..;x`. */
const steps: readonly ((path: string) => string)[] = [
  (path) => path.replace(/;[^/]*/g, ""),
  (path) => path.replace(/;[^/\\]*/g, ""),
  (path) => path.replace(/%2f/gi, "/"),
  (path) => path.replace(/;[^/]*/g, ""),
  (path) => path.replace(/;[^/\\]*/g, ""),
];

/**
 * Whether a path leads above where it starts, once its dot segments are resolved. Servers resolve more than URL parsers
 * do, and not all alike, so this tries every way to read encoded dots and slashes, backslashes, and parameters.
 *
 * @param path - without query
 */
export function leadsUpwards(path: string): boolean {
  if (!dots.test(path)) return false;
  const plain = path.replace(/%2e/gi, ".").replace(/%5c/gi, "\\");
  const readings = steps.reduce<readonly string[]>((texts, step) => unique([...texts, ...texts.map(step)]), [plain]);
  return readings.some((text) => separators.some((separator) => isAbove(text.split(separator))));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

function isAbove(segments: readonly string[]): boolean {
  let depth = 0;
  for (const segment of segments) {
    if (segment === "..") depth--;
    else if (segment !== "" && segment !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}
