import { createSession, Secret, type AuthScheme, type Session } from "@org/http-core";
import { undiciTransport } from "@org/http-core/undici";
import { contender } from "../harness/contender.ts";
import { explained } from "../harness/explained.ts";
import type { Findings, Part, Row } from "../harness/part.ts";
import { interleaved, samplesOf } from "../harness/rounds.ts";
import { startServer } from "../harness/start-server.ts";
import { figureOf, ratiosOf } from "../harness/statistics.ts";

const calls = 10_000;
const settings = { budgetMs: 60_000, atOnce: 1, times: 1, warmUp: 1 };
let identities = 0;
const loginsOfRuns: number[] = [];

/** Ten thousand concurrent calls when a token is rejected. */
export const expiredToken: Part = {
  name: "expired-token",
  title: "Ten thousand concurrent calls with a refused token",
  method:
    "All calls start at once on 64 connections. The server rejects their token, so each call is sent twice. The same calls with a valid token are sent once.",
  run,
};

async function run(): Promise<Findings> {
  using server = await startServer();
  const transport = undiciTransport();
  const good = (): Promise<void> => burst(server.url, transport, "good");
  const stale = (): Promise<void> => burst(server.url, transport, "stale");
  const samples = await interleaved([contender("good", good), contender("stale", stale)], settings);
  const figure = ratiosOf(samplesOf(samples, "stale"), samplesOf(samples, "good"));
  const row: Row = { work: "CPU of calls with a refused token ÷ with a good one", unit: "×", figure, atMost: 2.3 };
  const rows: readonly Row[] = [
    { work: "Logins after 10,000 refused calls", unit: "", figure: figureOf(loginsOfRuns), atMost: 1 },
    await explained(row, stale),
  ];
  await transport.close?.();
  return { rows };
}

async function burst(url: string, transport: ReturnType<typeof undiciTransport>, first: string): Promise<void> {
  let logins = 0;
  const scheme = countingScheme(url, () => (logins++ === 0 ? first : "good"));
  const session: Session = createSession({ baseUrl: url, auth: scheme, transport, retry: false });
  await session.authenticate();
  const patient = { timeout: { connectMs: 0 } };
  await Promise.all(Array.from({ length: calls }, () => session.get("/guarded", patient)));
  if (first === "stale") loginsOfRuns.push(logins - 1);
  await session.close();
}

/** Each burst has its own identity, and so its own re-authentication window. */
function countingScheme(url: string, token: () => string): AuthScheme<{ token: string }, void> {
  const principal = `bench-${identities++}`;
  return {
    name: "bench",
    origins: [url],
    secrets: { headers: ["authorization"] },
    identity: () => ({ principal, secret: new Secret("bench-secret") }),
    acquire: () => Promise.resolve({ value: { token: token() } }),
    apply: (request, value) => request.with({ headers: { authorization: `Bearer ${value.token}` } }),
  };
}
