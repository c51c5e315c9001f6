// pnpm bench [NAME…]: measures all parts, or the named ones, and writes docs/performance.md. --quick compares counts with the
// recorded ones and changes nothing. pnpm bench soak [OPTION…] runs soak/soak.ts instead.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment } from "./harness/environment.ts";
import { textTable } from "./harness/markdown.ts";
import type { PartResult } from "./harness/part.ts";
import { regressions } from "./harness/regressions.ts";
import { temporaryFolder } from "./harness/sbom-file.ts";
import { resultsFolder, writeReport } from "./harness/write-report.ts";
import { parts } from "./parts/index.ts";

const longestPartMs = 1_500_000;
const hasTaskset = spawnSync("taskset", ["-c", "0", "true"]).status === 0;

/** Client and server share one core. With two cores, the client would pay for idle wake-ups. */
function runPart(name: string): PartResult {
  using folder = temporaryFolder();
  const file = join(folder.path, `${name}.json`);
  const script = join(import.meta.dirname, "harness", "run-part.ts");
  const command = hasTaskset ? "taskset" : process.execPath;
  const pin = hasTaskset ? ["-c", "0", process.execPath] : [];
  const { nodeOptions = [] } = parts.find((part) => part.name === name) ?? {};
  const args = [...pin, "--expose-gc", ...nodeOptions, script, name, file];
  const { status, error } = spawnSync(command, args, { stdio: "inherit", timeout: longestPartMs });
  if (status !== 0) throw new Error(`Part ${name} failed: ${error?.message ?? `exit code ${status}`}`);
  return read(file);
}

function read(file: string): PartResult {
  return JSON.parse(readFileSync(file, "utf8")) as PartResult;
}

function chosen(names: readonly string[]): readonly string[] {
  const known = parts.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`No part ${unknown.join(", ")}; there are ${known.join(", ")}, and soak by itself`);
  return names.length === 0 ? known : names;
}

function show({ title, tookMs, rows, skipped = [], noise }: PartResult): void {
  console.log(`\n${title} (${(tookMs / 1000).toFixed(0)} s)\n${textTable(rows)}`);
  for (const line of skipped) console.log(`skipped: ${line}`);
  if (noise.noisy) console.log(`warning: the machine was busy: ${noise.waiting.toFixed(2)} × waiting`);
}

function guard(): void {
  const now = runPart("quick");
  show(now);
  const worse = regressions(now, read(join(resultsFolder, "quick.json")));
  console.log(worse.length === 0 ? "\nno regressions" : `\nregressions:\n  ${worse.join("\n  ")}`);
}

/** Runs the soak without a time limit and on all cores: it counts instead of measuring time, for hours if asked to. */
function soak(options: readonly string[]): void {
  const script = join(import.meta.dirname, "soak", "soak.ts");
  const { status } = spawnSync(process.execPath, [script, ...options], { stdio: "inherit" });
  process.exitCode = status ?? 1;
}

function measure(names: readonly string[]): void {
  mkdirSync(resultsFolder, { recursive: true });
  for (const name of chosen(names)) {
    const result = runPart(name);
    writeFileSync(join(resultsFolder, `${name}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
    show(result);
  }
  writeFileSync(join(resultsFolder, "environment.json"), `${JSON.stringify(environment(), undefined, 2)}\n`);
  writeReport();
}

const words = process.argv.slice(2);
if (words[0] === "soak") soak(words.slice(1));
else if (words.includes("--quick")) guard();
else measure(words);
