// Runs the soak for one transport in its own process: node --expose-gc client.ts TRANSPORT URL SETTINGS
// It sends its results to its parent and then must end by itself; a leaked handle would keep it alive.
import { createSession, gotTransport, type Session, type Transport } from "@org/http-core";
import { undiciTransport } from "@org/http-core/undici";
import { setTimeout as wait } from "node:timers/promises";
import { benchScheme, sessionHeaders } from "../../parts/bench-scheme.ts";
import { methodOf } from "../faults.ts";
import { nameOf, OutcomeLog, succeeded } from "../outcomes.ts";
import type { ClientFindings, LeftOver } from "../run-client.ts";
import { retry, retryWindow, workers, type SoakSettings, type TransportName } from "../settings.ts";
import type { ConnectionFailure } from "../start-server.ts";
import { CountedClock } from "./counted-clock.ts";
import { OpenSockets } from "./open-sockets.ts";
import { Sampler } from "./sampler.ts";
import { stall } from "./stall.ts";

const [name, url, given] = process.argv.slice(2) as [TransportName, string, string];
const settings = JSON.parse(given) as SoakSettings;
const stretches = 30;
const held: Buffer[] = [];
const log = new OutcomeLog(settings.requests);

async function call(session: Session, id: number): Promise<void> {
  if (settings.leak > 0) held.push(Buffer.allocUnsafeSlow(settings.leak));
  try {
    const response =
      methodOf(id) === "GET"
        ? await session.get(`/items/${id}`)
        : await session.post(`/items/${id}`, { json: { id, text: "x".repeat(100) } });
    await response.json();
    log.note(id, succeeded);
  } catch (error) {
    log.note(id, nameOf(error));
  }
}

/** Sends the requests of a range of ids, sixteen at a time. */
async function stretch(session: Session, from: number, to: number, sampler: Sampler): Promise<void> {
  let next = from;
  let ended = 0;
  const worker = async (): Promise<void> => {
    while (next < to) {
      const id = next++;
      const startMs = performance.now();
      await call(session, id);
      sampler.latency(performance.now() - startMs);
      ended++;
    }
  };
  const finished = new AbortController();
  await Promise.race([Promise.all(Array.from({ length: workers }, worker)), stall(() => ended, finished.signal)]);
  finished.abort();
}

async function soak(session: Session): Promise<Pick<ClientFindings, "samples" | "tookMs">> {
  const startMs = performance.now();
  const sampler = new Sampler(Math.ceil(settings.requests / stretches) + workers);
  for (let index = 0; index < stretches; index++) {
    const [from, to] = [index, index + 1].map((at) => Math.round((at * settings.requests) / stretches));
    await stretch(session, from ?? 0, to ?? 0, sampler);
    const { p50Ms, p99Ms, heapMb, rssMb } = await sampler.sample(to ?? 0);
    const memory = `heap ${heapMb.toFixed(2)} MB, RSS ${rssMb.toFixed(0)} MB`;
    console.error(
      `${name.padEnd(6)} ${to} of ${settings.requests}: p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms, ${memory}`,
    );
  }
  return { samples: sampler.samples, tookMs: performance.now() - startMs };
}

const resources = (): number => process.getActiveResourcesInfo().length;

/** Counts what is left, after giving closing handles and sockets time to close. */
async function leftOver(before: number): Promise<LeftOver> {
  const left = (): LeftOver => ({
    handles: Math.max(0, resources() - before),
    sockets: sockets.count,
    timers: clock.timers,
  });
  for (let turn = 0; turn < 50 && Object.values(left()).some((count) => count > 0); turn++) {
    await wait(20);
  }
  return left();
}

const options = { maxSockets: workers };
// Node opens a standard stream on first use, perhaps by a library. Open it before handles are counted.
void [process.stdin, process.stdout, process.stderr];
const sockets = new OpenSockets();
const clock = new CountedClock();
process.on("message", (message: ConnectionFailure | "end") => {
  if (message === "end") process.disconnect();
  else sockets.fail(message);
});
const before = resources();
const transport: Transport = name === "undici" ? undiciTransport(options) : gotTransport(options);
const session = createSession({
  baseUrl: url,
  auth: benchScheme(url),
  headers: sessionHeaders,
  transport,
  retry,
  retryWindow,
  clock,
});
await session.authenticate();
const { samples, tookMs } = await soak(session);
await session.close();
await transport.close?.();
const findings: ClientFindings = { samples, tookMs, names: log.names, ends: log.ends, left: await leftOver(before) };
process.send?.(findings);
