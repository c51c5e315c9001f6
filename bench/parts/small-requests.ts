import { join } from "node:path";
import { pythonRequests } from "../harness/environment.ts";
import type { Contender } from "../harness/contender.ts";
import { misses, type Findings, type Part, type Row } from "../harness/part.ts";
import { processContender } from "../harness/process-contender.ts";
import { profileOf, type Share } from "../harness/profile.ts";
import { interleaved, samplesOf, type Samples } from "../harness/rounds.ts";
import { startServer } from "../harness/start-server.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";
import { clients } from "./clients.ts";

const settings = [
  { atOnce: 1, budgetMs: 45_000, times: 1_000, warmUp: 10_000 },
  { atOnce: 50, budgetMs: 45_000, times: 1_000, warmUp: 5_000 },
  { atOnce: 500, budgetMs: 45_000, times: 1_000, warmUp: 2_000 },
];

/**
 * If a few percent matter, series are long enough to spread collections of old objects over all of them, and there are
 * more rounds.
 */
const pairs: readonly (readonly string[])[] = [
  ["undici", "Session over undici", "undici again"],
  ["got", "Session over got"],
];
const closely = { budgetMs: 30_000, times: 5_000, warmUp: 15_000 };

/** Python does only a fraction of the repeats. */
const slowness = 10;
const profiledRequests = 10_000;

/** Pairs of clients, with the target for the ratio of the first to the second. */
const targets: readonly (readonly [of: string, over: string, atMost?: number])[] = [
  ["undici again", "undici"],
  ["Session over undici", "undici"],
  ["Session over got", "got"],
  ["Session over undici", "axios", 0.35],
  ["Session over undici", "ky", 0.35],
  ["Session over undici", "got", 0.4],
  ["Session over undici", "Python requests", 0.2],
];

/** Each of the clients costs rounds. The other two transports are compared with their own libraries, in one process. */
const inField = [...clients.keys()].filter(
  (name) => !["node", "Session over node", "Session over fetch"].includes(name),
);

const compared = ["got", "fetch", "ofetch", "@octokit/request", "ky", "axios", "Python requests"];

/** Measures the cost of each client per request, for small JSON responses. */
export const smallRequests: Part = {
  name: "small-requests",
  title: "A small JSON answer",
  method:
    "GET of 80 bytes of JSON over keep-alive, with at most 64 connections and the same eight headers from every client. Each client has its own process, so that it does not pay for the garbage of the others. The session has a scheme, an allow-list, headers of session and call to merge, and a re-authentication window. “undici again” is the control: the same client in a second process. A session and the client below it are measured in longer series and more rounds; the comparison with other clients takes turns among all of them. Profiles show the session with fifty requests at once. What a session adds to each transport, and its target, is in the next section. A call that waits for a connection holds 7 KB, one of undici 1.3 KB; this matters if 500 calls wait and the garbage collector must copy them.",
  run,
};

async function run(): Promise<Findings> {
  using server = await startServer();
  const python = pythonRequests() !== undefined;
  const field = [...inField, "undici again", ...(python ? ["Python requests"] : [])].map((name) =>
    contenderOf(name, server.url),
  );
  const rows: Row[] = [];
  const explained = new Set<string>();
  for (const setting of settings) {
    const near: Samples[] = [];
    for (const pair of pairs) {
      const contenders = field.filter(({ name }) => pair.includes(name));
      near.push(await interleaved(contenders, { ...setting, ...closely }));
    }
    const all = await interleaved(field, setting);
    rows.push(...(await profiled(rowsOf([...near, all], setting.atOnce), server.url, explained)));
  }
  for (const each of field) await each.close?.();
  return { rows, skipped: python ? [] : ["Python's requests, which is not installed here"] };
}

function contenderOf(name: string, url: string): Contender {
  const program = (file: string): string => join(import.meta.dirname, "..", "programs", file);
  if (name !== "Python requests") {
    return processContender(name, [process.execPath, program("client.ts"), name.replace(" again", ""), url]);
  }
  return processContender(name, ["python3", program("requests_session.py"), `${url}/small`], slowness);
}

/** @param measured - several measurements; a pair uses the first that has both clients */
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

/** Adds a profile to the first missed target of each session. */
async function profiled(rows: readonly Row[], url: string, explained: Set<string>): Promise<Row[]> {
  const result: Row[] = [];
  for (const row of rows) {
    const session = [...clients].find(([name]) => name.startsWith("Session") && row.work.startsWith(`${name} ÷`));
    if (session === undefined || !misses(row) || explained.has(session[0])) {
      result.push(row);
      continue;
    }
    explained.add(session[0]);
    result.push({ ...row, profile: await profileOfClient(session[1](url)) });
  }
  return result;
}

async function profileOfClient(client: Contender): Promise<readonly Share[]> {
  await client.run(2 * profiledRequests, 50);
  const profile = await profileOf(async () => void (await client.run(profiledRequests, 50)));
  await client.close?.();
  return profile;
}
