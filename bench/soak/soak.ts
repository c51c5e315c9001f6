// pnpm bench soak [--requests N] [--faults PERCENT] [--seed S] [--leak BYTES]: sends requests through a session while a
// share of them is struck, and ends with 1 where anything is lost, done twice or left behind.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment } from "../harness/environment.ts";
import { checksOf, fails } from "./checks.ts";
import { writeSoakReport, type SoakResult } from "./report.ts";
import { runClient } from "./run-client.ts";
import { commandOf, readSettings, transportNames } from "./settings.ts";
import { summaryOf } from "./summary.ts";

const settings = readSettings(process.argv.slice(2));
console.error(`${commandOf(settings)} on Node ${process.versions.node}`);
const runs = [];
for (const name of transportNames) {
  const run = await runClient(name, settings);
  runs.push(summaryOf(run, settings, checksOf(run, settings)));
}
const { node, machine, versions } = environment();
const { undici = "", got = "" } = versions;
const result: SoakResult = { settings, command: commandOf(settings), node, machine, versions: { undici, got }, runs };

for (const { transport, checks, slopes } of runs) {
  console.log(`\n${transport}`);
  for (const check of checks) {
    const found = Number.isInteger(check.found) ? check.found : check.found.toFixed(3);
    console.log(`  ${fails(check) ? "FAILS" : "holds"}  ${check.what}: ${found} (at most ${check.atMost})`);
  }
  const { heapMb, externalMb, rssMb } = slopes;
  const figures = [heapMb, externalMb, rssMb].map((slope) => `${slope >= 0 ? "+" : ""}${slope.toFixed(3)}`);
  console.log(`  MB for each 100,000 requests: heap ${figures[0]}, outside it ${figures[1]}, RSS ${figures[2]}`);
}
const failed = runs.flatMap(({ checks }) => checks).filter(fails);
if (settings.leak === 0) {
  const results = join(import.meta.dirname, "..", "results");
  mkdirSync(results, { recursive: true });
  writeFileSync(join(results, "soak.json"), `${JSON.stringify(result, undefined, 2)}\n`);
  writeSoakReport(result);
}
console.log(failed.length === 0 ? "\nall of it holds" : `\n${failed.length} checks fail`);
process.exitCode = failed.length === 0 ? 0 : 1;
