import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run.ts";

/** So many equal lines of code in two packages count as a copy. */
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

/**
 * Finds code that stands in the sources of two packages.
 *
 * jscpd compares tokens, and counts the lines of comments and of half-equal ends too. So it finds the candidates here, and
 * those with at least {@link minEqualLines} equal whole lines of code remain.
 *
 * @param packagesFolder - holds one folder for each package, with its sources in `src`
 * @returns one line for each pair of places
 * @throws Error if jscpd fails, or finds no sources
 */
export async function copiesBetweenPackages(packagesFolder: string): Promise<readonly string[]> {
  const candidates = await findCandidates(packagesFolder);
  return candidates.flatMap(({ firstFile, secondFile }) => {
    if (packageOf(firstFile) === packageOf(secondFile)) return [];
    const second = new Set(codeLines(packagesFolder, secondFile));
    const equal = codeLines(packagesFolder, firstFile).filter((line) => second.has(line));
    if (equal.length < minEqualLines) return [];
    return [`${describePlace(firstFile)} and ${describePlace(secondFile)} have ${equal.length} equal lines`];
  });
}

async function findCandidates(packagesFolder: string): Promise<readonly Duplicate[]> {
  const output = mkdtempSync(join(tmpdir(), "copies-"));
  try {
    const ignored = [
      "**/dist/**",
      "**/node_modules/**",
      "**/templates/**",
      ...independentPackages.map((name) => `**/${name}/**`),
    ];
    const where = [".", "--format", "typescript", "--pattern", "*/src/**", "--ignore", ignored.join(",")];
    const limits = ["--min-lines", String(minEqualLines), "--min-tokens", "20", "--mode", "weak", "--fail-on-empty"];
    const report = ["--reporters", "json", "--output", output, "--silent", "--no-tips", "--no-gitignore"];
    const result = await run("jscpd", [...where, ...limits, ...report], packagesFolder);
    if (result.exitCode !== 0) throw new Error(`jscpd failed: ${result.output}`);
    const text = readFileSync(join(output, "jscpd-report.json"), "utf8");
    return (JSON.parse(text) as { duplicates: Duplicate[] }).duplicates;
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function packageOf({ name }: Place): string {
  return name.split("/")[0] ?? "";
}

/** The lines of a place that hold code, without their indentation. */
function codeLines(packagesFolder: string, { name, start, end }: Place): readonly string[] {
  const lines = readFileSync(join(packagesFolder, name), "utf8")
    .split("\n")
    .slice(start - 1, end);
  return lines.map((line) => line.trim()).filter((line) => line !== "" && !/^(?:\/\/|\/?\*)/.test(line));
}

function describePlace({ name, start, end }: Place): string {
  return `${name}:${start}-${end}`;
}
