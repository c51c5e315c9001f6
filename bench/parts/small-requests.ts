import { pythonRequests } from "../harness/environment.ts";
import type { Contender } from "../harness/contender.ts";
import { misses, type Findings, type Part, type Row } from "../harness/part.ts";
import { profileOf } from "../harness/profile.ts";
import { interleaved, samplesOf, type Samples } from "../harness/rounds.ts";
import { startServer } from "../harness/start-server.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";
import { bareUndici, peers, sessions } from "./clients.ts";
import { pythonSession } from "./python-session.ts";

const settings = [
  { atOnce: 1, budgetMs: 60_000, times: 1_000, warmUp: 20_000 },
  { atOnce: 50, budgetMs: 40_000, times: 1_000, warmUp: 5_000 },
  { atOnce: 500, budgetMs: 40_000, times: 1_000, warmUp: 1_000 },
];

/**
 * Who is measured by themselves, since a few percent count between them: other clients in the same process, which leave
 * their garbage and teach the engine other shapes, disturb more than that.
 */
const groups: readonly (readonly string[])[] = [
  ["undici", "Session over undici", "undici again"],
  ["got", "Session over got"],
];
const groupBudgetMs = 15_000;

const profiledRequests = 10_000;

/** Pairs and their targets: the first over the second. */
const targets: readonly (readonly [of: string, over: string, atMost?: number])[] = [
  ["undici again", "undici"],
  ["Session over undici", "undici", 1.1],
  ["Session over got", "got", 1.08],
  ["Session over undici", "axios", 0.4],
  ["Session over undici", "ky", 0.4],
  ["Session over undici", "got", 0.4],
  ["Session over undici", "Python requests", 0.2],
];

const compared = ["got", "fetch", "ofetch", "@octokit/request", "ky", "axios", "Python requests"];

/** Small JSON answers: what each client costs per request. */
export const smallRequests: Part = {
  name: "small-requests",
  title: "A small JSON answer",
  method:
    "GET of 80 bytes of JSON over keep-alive, at most 64 connections, the same eight headers from every client. The session has a scheme, an allow-list, headers of session and call to merge, and its retry window armed. “undici again” is the control: the same client measured twice. A session and what it is built on are measured by themselves, the comparison with the others in one process with all of them. What a session costs above its transport is spread over many short steps, as its profile shows: no single one is left whose removal would reach a target that is missed.",
  run,
};

async function run(): Promise<Findings> {
  using server = await startServer();
  const python = pythonRequests() === undefined ? [] : [pythonSession("Python requests", server.url)];
  const ours = sessions(server.url);
  const undici = bareUndici("undici", server.url);
  const field = [undici, ...ours, bareUndici("undici again", server.url), ...peers(server.url), ...python];
  const rows: Row[] = [];
  const explained = new Set<string>();
  for (const setting of settings) {
    const near: Samples[] = [];
    for (const group of groups) {
      const contenders = field.filter(({ name }) => group.includes(name));
      near.push(await interleaved(contenders, { ...setting, budgetMs: groupBudgetMs }));
    }
    const all = await interleaved(field, setting);
    rows.push(...(await profiled(rowsOf([...near, all], setting.atOnce), ours, explained)));
  }
  for (const each of field) await each.close?.();
  return { rows, skipped: python.length === 0 ? ["Python's requests, which is not installed here"] : [] };
}

/** @param measured - several fields; a pair is taken from the first that has both */
function rowsOf(measured: readonly Samples[], atOnce: number): readonly Row[] {
  const at = `${atOnce} at once`;
  const ratio = (of: string, over: string, atMost?: number): readonly Row[] => {
    const samples = measured.find((each) => each.has(of) && each.has(over));
    if (samples === undefined) return [];
    const figure = ratiosOf(samplesOf(samples, of), samplesOf(samples, over));
    return [{ work: `${of} ÷ ${over}, ${at}`, unit: "×", figure, ...(atMost === undefined ? {} : { atMost }) }];
  };
  return [
    { work: `undici, ${at}`, unit: "µs", figure: figureOf(samplesOf(measured[0] ?? new Map(), "undici")) },
    ...targets.flatMap(([of, over, atMost]) => ratio(of, over, atMost)),
    ...compared.flatMap((name) => ratio(name, "undici")),
  ];
}

/** The first miss of each session gets a profile of it. */
async function profiled(rows: readonly Row[], ours: readonly Contender[], explained: Set<string>): Promise<Row[]> {
  const result: Row[] = [];
  for (const row of rows) {
    const session = ours.find(({ name }) => row.work.startsWith(`${name} ÷`));
    if (session === undefined || !misses(row) || explained.has(session.name)) {
      result.push(row);
      continue;
    }
    explained.add(session.name);
    const profile = await profileOf(async () => void (await session.run(profiledRequests, 50)));
    result.push({ ...row, profile });
  }
  return result;
}
