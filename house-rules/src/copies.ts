import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.ts";

/** So many equal lines of code in two packages, or in two transports, count as a copy. */
export const minEqualLines = 6;

/** The emulator imports nothing of ours, so that it can't confirm our own mistakes. It repeats what it needs. */
const independentPackages = ["emulator"];

interface Place {
  /** Path below the folder that was searched. */
  readonly name: string;
  /** First and last line, counted from 1. */
  readonly start: number;
  readonly end: number;
}

interface Duplicate {
  readonly firstFile: Place;
  readonly secondFile: Place;
}

/** Where copies are looked for, and what may be equal. */
interface Search {
  /** Which files are compared, as a glob below the folder. */
  readonly pattern: string;
  /** Globs of files that are left out. Default: none. */
  readonly ignored?: readonly string[];
  /** Returns the owner of a file. Files of one owner may have equal lines. */
  ownerOf(name: string): string;
}

/**
 * Finds code that stands in the sources of two packages.
 *
 * @param packagesFolder - holds one folder for each package, with its sources in `src`
 * @returns one line for each pair of places
 * @throws Error if jscpd fails, or finds no sources
 */
export function copiesBetweenPackages(packagesFolder: string): Promise<readonly string[]> {
  return findCopies(packagesFolder, {
    pattern: "*/src/**",
    ignored: ["**/templates/**", ...independentPackages.map((name) => `**/${name}/**`)],
    ownerOf: (name) => name.split("/")[0] ?? "",
  });
}

/**
 * Finds code that stands in two files of a folder.
 *
 * @param folder - the files below it are compared with one another
 * @returns one line for each pair of places
 * @throws Error if jscpd fails, or finds no sources
 */
export function copiesBetweenFiles(folder: string): Promise<readonly string[]> {
  return findCopies(folder, { pattern: "**", ownerOf: (name) => name });
}

/**
 * jscpd compares tokens, and counts the lines of comments and of half-equal ends too. So it finds the candidates here, and
 * those with at least {@link minEqualLines} equal whole lines of code remain.
 */
async function findCopies(folder: string, search: Search): Promise<readonly string[]> {
  const candidates = await findCandidates(folder, search);
  return candidates.flatMap(({ firstFile, secondFile }) => {
    if (search.ownerOf(firstFile.name) === search.ownerOf(secondFile.name)) return [];
    const second = new Set(codeLines(folder, secondFile));
    const equal = codeLines(folder, firstFile).filter((line) => second.has(line));
    if (equal.length < minEqualLines) return [];
    return [`${describePlace(firstFile)} and ${describePlace(secondFile)} have ${equal.length} equal lines`];
  });
}

async function findCandidates(folder: string, { pattern, ignored = [] }: Search): Promise<readonly Duplicate[]> {
  const output = mkdtempSync(join(tmpdir(), "copies-"));
  try {
    const ignore = ["**/dist/**", "**/node_modules/**", ...ignored].join(",");
    const where = [".", "--format", "typescript", "--pattern", pattern, "--ignore", ignore];
    const limits = ["--min-lines", String(minEqualLines), "--min-tokens", "20", "--mode", "weak", "--fail-on-empty"];
    const report = ["--reporters", "json", "--output", output, "--silent", "--no-tips", "--no-gitignore"];
    const result = await run("jscpd", [...where, ...limits, ...report], folder);
    if (result.exitCode !== 0) throw new Error(`jscpd failed: ${result.output}`);
    const text = readFileSync(join(output, "jscpd-report.json"), "utf8");
    return (JSON.parse(text) as { duplicates: Duplicate[] }).duplicates;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The lines of a place that hold code, without their indentation. */
function codeLines(folder: string, { name, start, end }: Place): readonly string[] {
  const lines = readFileSync(join(folder, name), "utf8")
    .split("\n")
    .slice(start - 1, end);
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !/^(?:\/\/|\/?\*)/.test(line));
}

function describePlace({ name, start, end }: Place): string {
  return `${name}:${start}-${end}`;
}
