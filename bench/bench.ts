// pnpm bench [NAME…] | --quick: measures every part, or the ones named, and writes docs/performance.md.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment } from "./harness/environment.ts";
import { textTable } from "./harness/markdown.ts";
import type { PartResult } from "./harness/part.ts";
import { resultsFolder, writeReport } from "./harness/write-report.ts";
import { parts } from "./parts/index.ts";

const longestPartMs = 300_000;
const hasTaskset = spawnSync("taskset", ["-c", "0", "true"]).status === 0;

/** Client and server share one core: over two, idle wake-ups are billed to the client. */
function runPart(name: string): PartResult {
  const file = join(resultsFolder, `${name}.json`);
  const pin = hasTaskset ? ["-c", "0", process.execPath] : [];
  const script = join(import.meta.dirname, "harness", "run-part.ts");
  const command = hasTaskset ? "taskset" : process.execPath;
  const args = [...pin, "--expose-gc", script, name, file];
  rmSync(file, { force: true });
  const { status, error } = spawnSync(command, args, { stdio: "inherit", timeout: longestPartMs });
  if (status !== 0) throw new Error(`Part ${name} failed: ${error?.message ?? `exit code ${status}`}`);
  return JSON.parse(readFileSync(file, "utf8")) as PartResult;
}

function chosen(names: readonly string[]): readonly string[] {
  const known = parts.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new RangeError(`No part ${unknown.join(", ")}; there are ${known.join(", ")}`);
  return names.length === 0 ? known : names;
}

mkdirSync(resultsFolder, { recursive: true });
for (const name of chosen(process.argv.slice(2))) {
  const result = runPart(name);
  console.log(`\n${result.title} (${(result.tookMs / 1000).toFixed(0)} s)\n${textTable(result.rows)}`);
  for (const line of result.skipped ?? []) console.log(`skipped: ${line}`);
  if (result.noise.noisy) console.log(`warning: the machine was busy: ${result.noise.waiting.toFixed(2)} × waiting`);
}
writeFileSync(join(resultsFolder, "environment.json"), `${JSON.stringify(environment(), undefined, 2)}\n`);
writeReport();
