// Runs the soak for one transport in its own process: node --expose-gc client.ts TRANSPORT URL SETTINGS
// It sends its results to its parent and then must end by itself; a leaked handle would keep it alive.
import { createSession, gotTransport, type Session, type Transport } from "@org/http-core";
import { undiciTransport } from "@org/http-core/undici";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { benchScheme, sessionHeaders } from "../../parts/bench-scheme.ts";
import { methodOf } from "../faults.ts";
import { nameOf, OutcomeLog, succeeded } from "../outcomes.ts";
import type { ClientFindings } from "../run-client.ts";
import { Sampler } from "./sampler.ts";
import { retry, retryWindow, workers, type SoakSettings, type TransportName } from "../settings.ts";

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
  const worker = async (): Promise<void> => {
    while (next < to) {
      const id = next++;
      const startMs = performance.now();
      await call(session, id);
      sampler.latency(performance.now() - startMs);
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
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

/** Lists handles that did not exist before, after giving closing handles time to close. */
async function leftOver(before: number): Promise<number> {
  for (let turn = 0; turn < 50 && resources() > before; turn++) {
    await wait(20);
  }
  return Math.max(0, resources() - before);
}

const options = { maxSockets: workers };
// Node opens a standard stream on first use, perhaps by a library. Open it before handles are counted.
void [process.stdin, process.stdout, process.stderr];
const before = resources();
const transport: Transport = name === "undici" ? undiciTransport(options) : gotTransport(options);
const session = createSession({
  baseUrl: url,
  auth: benchScheme(url),
  headers: sessionHeaders,
  transport,
  retry,
  retryWindow,
});
await session.authenticate();
const { samples, tookMs } = await soak(session);
await session.close();
await transport.close?.();
const findings: ClientFindings = { samples, tookMs, names: log.names, ends: log.ends, handles: await leftOver(before) };
process.send?.(findings);
await once(process, "message");
process.disconnect();
