import { createSession, type HttpResponse, type Session, type Transport } from "@org/http-core";
import { setTimeout } from "node:timers/promises";
import type { Findings, Part } from "../harness/part.ts";
import { figureOf, type Figure } from "../harness/statistics.ts";
import { benchScheme, callHeaders, numberedScheme, sessionHeaders } from "./bench-scheme.ts";
import { noopTransport } from "./wrapper.ts";

const url = "https://api.example.com";
/** All identities together are fewer than a process keeps. */
const many = 1_000;
const repeats = 7;

/** Memory held by a session, by a call that waits and by an identity. */
export const memory: Part = {
  name: "memory",
  title: "Memory of sessions, calls and identities",
  method: `Growth of the heap and of memory outside it after a full garbage collection, for ${many}, repeated ${repeats} times. The sessions share a transport. The calls that wait belong to one session, over a transport that does not respond; what a connection holds comes on top. Each identity has logged in and is held by one session, until that closes.`,
  run,
};

async function run(): Promise<Findings> {
  return {
    rows: [
      { work: "A session on a shared transport", unit: "KB", figure: await kilobytes(holdSessions), atMost: 8 },
      { work: "A call that waits for its response", unit: "KB", figure: await kilobytes(holdCalls), atMost: 6 },
      { work: "A call that waits for a login", unit: "KB", figure: await kilobytes(holdLogins), atMost: 6 },
      { work: "An identity", unit: "KB", figure: await kilobytes(holdIdentities), atMost: 4 },
      { work: "An identity that has ended", unit: "KB", figure: await kilobytes(endIdentities), atMost: 0.1 },
    ],
  };
}

/**
 * Measures what each of many objects holds.
 *
 * @param hold - makes them, and returns the sessions that hold them
 */
async function kilobytes(hold: () => Promise<readonly Session[]>): Promise<Figure> {
  const held = [await hold()];
  const samples: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const before = heldBytes();
    held.push(await hold());
    samples.push((heldBytes() - before) / many / 1000);
  }
  await Promise.all(held.flat().map((session) => session.close()));
  return figureOf(samples);
}

/** Measures bytes that survive garbage collection. */
function heldBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function holdSessions(): Promise<readonly Session[]> {
  const transport = noopTransport();
  const auth = benchScheme(url);
  return Array.from({ length: many }, () => createSession({ baseUrl: url, auth, transport, headers: sessionHeaders }));
}

function holdCalls(): Promise<readonly Session[]> {
  return beginCalls(benchScheme(url), "/small");
}

function holdLogins(): Promise<readonly Session[]> {
  return beginCalls(benchScheme(url), "/login");
}

/** Begins calls that wait until their session is closed. */
async function beginCalls(auth: ReturnType<typeof benchScheme>, silentPath: string): Promise<readonly Session[]> {
  const transport = silentTransport(silentPath);
  const session = createSession({ baseUrl: url, auth, transport, headers: sessionHeaders });
  for (let index = 0; index < many; index++) session.get("/small", { headers: callHeaders }).catch(() => {});
  // The calls have come as far as they can when a timer's turn comes.
  await setTimeout(10);
  return [session];
}

/** A transport that does not respond to requests for one path. It holds what waits for a response, as a connection does. */
function silentTransport(path: string): Transport {
  const waiting: ((response: HttpResponse) => void)[] = [];
  const { send } = noopTransport();
  return {
    send: (request, context) =>
      request.url.endsWith(path) ? new Promise((resolve) => waiting.push(resolve)) : send(request, context),
  };
}

let identities = 0;

async function holdIdentities(): Promise<readonly Session[]> {
  const session = createSession({ baseUrl: url, auth: numberedScheme(url), transport: noopTransport() });
  for (let index = 0; index < many; index++) await session.authenticate({ authOptions: identities++ });
  return [session];
}

/** Ends the identities of a session, which nobody holds afterwards. */
async function endIdentities(): Promise<readonly Session[]> {
  for (const session of await holdIdentities()) await session.close();
  return [];
}
