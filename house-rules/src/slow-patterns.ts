import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseSync, Visitor } from "oxc-parser";
import { analyse } from "scslre";

/**
 * Finds regular expressions whose time may grow faster than the length of a text. Texts of servers and users meet them,
 * so 60 KB of a character could keep a process busy for a minute.
 *
 * @param packagesFolder - holds one folder for each package, with its sources in `src`
 * @returns one line for each pattern, with its file and line
 * @throws Error if there are no patterns
 */
export function slowPatterns(packagesFolder: string): readonly string[] {
  const patterns = sourceFiles(packagesFolder).flatMap((path) => patternsOf(packagesFolder, path));
  if (patterns.length === 0) throw new Error(`No regular expressions in ${join(packagesFolder, "*/src")}`);
  return patterns.filter(isSlow).map(({ place, source, flags }) => `${place} /${source}/${flags}`);
}

interface Pattern {
  /** File and line. */
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

function sourceFiles(packagesFolder: string): readonly string[] {
  return readdirSync(packagesFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name))
    .map((entry) => relative(packagesFolder, join(entry.parentPath, entry.name)))
    .filter((path) => /^[^/]+\/(?:src|assets|templates)\//.test(path) && !path.includes("node_modules"));
}

function patternsOf(packagesFolder: string, path: string): readonly Pattern[] {
  const text = readFileSync(join(packagesFolder, path), "utf8");
  const patterns: Pattern[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if (!("regex" in node)) return;
      const line = text.slice(0, node.start).split("\n").length;
      patterns.push({ place: `${path}:${line}`, source: node.regex.pattern, flags: node.regex.flags });
    },
  });
  visitor.visit(parseSync(path, text).program);
  return patterns;
}

function isSlow({ source, flags }: Pattern): boolean {
  return analyse({ source, flags }, { maxReports: 1 }).reports.length > 0;
}
