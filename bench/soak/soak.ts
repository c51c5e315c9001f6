// pnpm bench soak [--requests N] [--faults PERCENT] [--seed S] [--leak BYTES]: sends requests through a session while
// the server injects faults. Exits with 1 if anything is lost, done twice or leaked.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment } from "../harness/environment.ts";
import { noiseOf, probe } from "../harness/noise.ts";
import { checksOf, fails } from "./checks.ts";
import { writeSoakReport, type SoakResult } from "./report.ts";
import { runClient } from "./run-client.ts";
import { commandOf, checkedFrom, readSettings, transportNames } from "./settings.ts";
import { summaryOf, type RunSummary } from "./summary.ts";

function show({ transport, checks, slopes }: RunSummary): void {
  console.log(`\n${transport}`);
  for (const check of checks) {
    console.log(`  ${fails(check) ? "FAILS" : "holds"}  ${check.what}: ${check.found} (at most ${check.atMost})`);
    for (const example of check.examples ?? []) console.log(`           ${example}`);
  }
  const { heapMb, externalMb, rssMb } = slopes;
  const [heap, external, rss] = [heapMb, externalMb, rssMb].map((slope) => `${slope >= 0 ? "+" : ""}${slope}`);
  const noise = settings.requests < checkedFrom.requests ? `; noise below ${checkedFrom.requests} requests` : "";
  console.log(`  slope in MB for each 100,000 requests: heap ${heap}, outside it ${external}, RSS ${rss}${noise}`);
}

function keep(result: SoakResult): void {
  const results = join(import.meta.dirname, "..", "results");
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "soak.json"), `${JSON.stringify(result, undefined, 2)}\n`);
  writeSoakReport(result);
}

const settings = readSettings(process.argv.slice(2));
const command = commandOf(settings);
console.error(`${command} on Node ${process.versions.node}`);
const before = probe();
const runs: RunSummary[] = [];
for (const name of transportNames) {
  const run = await runClient(name, settings);
  runs.push(summaryOf(run, settings, checksOf(run, settings)));
}
for (const run of runs) show(run);

const { node, machine, versions } = environment();
const { undici = "", got = "" } = versions;
const noise = noiseOf([...before, ...probe()]);
// A deliberate leak tests the soak itself: its figures are not recorded.
if (settings.leak === 0) keep({ settings, command, node, machine, versions: { undici, got }, noise, runs });
const failed = runs.flatMap(({ checks }) => checks).filter(fails);
console.log(failed.length === 0 ? "\nall of it holds" : `\n${failed.length} checks fail`);
process.exitCode = failed.length === 0 ? 0 : 1;
