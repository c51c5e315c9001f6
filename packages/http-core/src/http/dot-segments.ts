/** Two dots in a row, plain or encoded: without them no path leads upwards. */
const dots = /(?:\.|%2e){2}/i;

/**
 * Whether a path leads above where it starts, once its dot segments are resolved. Servers resolve more than URL parsers
 * do, so this also sees encoded dots and slashes, backslashes, and a parameter after the dots (`..;x`).
 *
 * @param path - without query
 */
export function leadsUpwards(path: string): boolean {
  if (!dots.test(path)) return false;
  let depth = 0;
  for (const segment of decodeSeparators(path).split(/[/\\]/)) {
    const [name = ""] = segment.split(";", 1);
    if (name === "..") depth--;
    else if (name !== "" && name !== ".") depth++;
    if (depth < 0) return true;
  }
  return false;
}

function decodeSeparators(path: string): string {
  return path.replace(/%2e/gi, ".").replace(/%2f/gi, "/").replace(/%5c/gi, "\\");
}
