import { createSession, type Session } from "@org/http-core";
import type { Findings, Part } from "../harness/part.ts";
import { figureOf, type Figure } from "../harness/statistics.ts";
import { benchScheme, numberedScheme, sessionHeaders } from "./bench-scheme.ts";
import { noopTransport } from "./wrapper.ts";

const url = "https://api.example.com";
const many = 2_000;
const repeats = 7;

/** Memory held by a session and by an identity. */
export const memory: Part = {
  name: "memory",
  title: "Memory of sessions and identities",
  method: `Growth of the heap and of memory outside it after a full garbage collection, for ${many}, repeated ${repeats} times. The sessions share a transport; each identity has logged in and is held by one session, until that closes.`,
  run,
};

async function run(): Promise<Findings> {
  return {
    rows: [
      { work: "A session on a shared transport", unit: "KB", figure: await kilobytes(holdSessions), atMost: 8 },
      { work: "An identity", unit: "KB", figure: await kilobytes(holdIdentities), atMost: 4 },
      { work: "An identity that has ended", unit: "KB", figure: await kilobytes(endIdentities), atMost: 0.1 },
    ],
  };
}

async function kilobytes(hold: () => Promise<unknown>): Promise<Figure> {
  const held: unknown[] = [await hold()];
  const samples: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const before = heldBytes();
    held.push(await hold());
    samples.push((heldBytes() - before) / many / 1000);
  }
  if (held.length !== repeats + 1) throw new RangeError("What is measured has to be held");
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

let identities = 0;

async function holdIdentities(): Promise<Session> {
  const session = createSession({ baseUrl: url, auth: numberedScheme(url), transport: noopTransport() });
  for (let index = 0; index < many; index++) await session.authenticate({ authOptions: identities++ });
  return session;
}

/** Ends the identities of a session, which nobody holds afterwards. */
async function endIdentities(): Promise<void> {
  const session = await holdIdentities();
  await session.close();
}
