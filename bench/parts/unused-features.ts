import { join } from "node:path";
import type { Findings, Part, Row } from "../harness/part.ts";
import { processContender } from "../harness/process-contender.ts";
import { interleaved, samplesOf } from "../harness/rounds.ts";
import { startServer } from "../harness/start-server.ts";
import { figureOf, ratiosOf, type Figure } from "../harness/statistics.ts";

const settings = { budgetMs: 40_000, times: 1_000, warmUp: 10_000, mostRounds: 24 };
const program = join(import.meta.dirname, "..", "programs", "plain-session.ts");

/** Measures what features cost that a session does not use. */
export const unusedFeatures: Part = {
  name: "unused-features",
  title: "Features that a session does not use",
  method:
    "GET of the small response by a session over got with its defaults, as in `createSession({ baseUrl })`. One process imports only that; the other has loaded pages, downloads, forms with files, `@org/http-auth` and `toCurl` before, and uses none of them. “Again” is the control: the first program in a second process. A feature that is not used may cost at most 2 %.",
  run,
};

async function run(): Promise<Findings> {
  using server = await startServer();
  const command = [process.execPath, program, server.url];
  const contenders = [
    processContender("alone", command),
    processContender("loaded", [...command, "loaded"]),
    processContender("again", command),
  ];
  const rows: Row[] = [];
  for (const atOnce of [1, 50]) {
    const samples = await interleaved(contenders, { ...settings, atOnce });
    const alone = samplesOf(samples, "alone");
    const ratio = (name: string): Figure => ratiosOf(samplesOf(samples, name), alone);
    const at = `${atOnce} at once`;
    rows.push(
      { work: `Session with its defaults, ${at}`, unit: "µs", figure: figureOf(alone) },
      { work: `The same with all features loaded ÷ alone, ${at}`, unit: "×", figure: ratio("loaded"), atMost: 1.02 },
      { work: `The same again ÷ alone, ${at}`, unit: "×", figure: ratio("again") },
    );
  }
  for (const each of contenders) await each.close?.();
  return { rows };
}
