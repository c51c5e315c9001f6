import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { explained } from "../harness/explained.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { startServer } from "../harness/start-server.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";
import { clients } from "./clients.ts";

const profiledRequests = 20_000;

/** The transports, with the target for a session's cost ÷ that of the bare client. */
const targets: readonly (readonly [transport: string, atMost: number])[] = [
  ["undici", 1.15],
  ["got", 1.08],
  ["node", 1.3],
  ["fetch", 1.3],
];

/** Everything is measured twice, in new processes: the engine compiles each one differently. The text ends a row's name. */
export const runs = ["", ", second run"] as const;

/** Measures what a session adds to each transport, in one process. */
export const pairs: Part = {
  name: "pairs",
  title: "What a session adds to each transport",
  method:
    "The same request. A session and the bare client below it take turns in **one** process, up to 24 rounds A B B A, so both have the same garbage, the same compiled code and the same moment. The section above gives each client a process of its own; it shows what a user of one client sees, but differs more from run to run. All of it is done twice, in new processes. “node” is `node:http`, “fetch” is the one that Node has built in.",
  run,
};

async function run(): Promise<Findings> {
  using server = await startServer();
  const rows: Row[] = [];
  for (const series of runs) {
    for (const atOnce of [1, 50]) {
      for (const target of targets) rows.push(...(await pairRows(target, server.url, `${atOnce} at once${series}`)));
    }
  }
  return { rows };
}

async function pairRows([transport, atMost]: (typeof targets)[number], url: string, at: string): Promise<Row[]> {
  const program = join(import.meta.dirname, "..", "programs", "pair.ts");
  const atOnce = Number.parseInt(at, 10);
  // Not the synchronous form: this process must see that the server closes its idle connections.
  const { stdout } = await promisify(execFile)(process.execPath, [program, transport, url, String(atOnce)]);
  const samples = JSON.parse(stdout) as Readonly<Record<string, readonly number[]>>;
  const [bare = [], ours = []] = [samples[transport], samples[`Session over ${transport}`]];
  const ratio = { work: `Session over ${transport} ÷ ${transport}, ${at}`, unit: "×", atMost } as const;
  const session = clients.get(`Session over ${transport}`)?.(url);
  const rows: Row[] = [
    { work: `${transport}, ${at}`, unit: "µs", figure: figureOf(bare) },
    await explained({ ...ratio, figure: ratiosOf(ours, bare) }, async () => session?.run(profiledRequests, atOnce)),
  ];
  await session?.close?.();
  return rows;
}
