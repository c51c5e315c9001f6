import { createResponse, createSession, type Transport } from "@org/http-core";
import { allocatedBytes } from "../harness/allocations.ts";
import { contender, repeated } from "../harness/contender.ts";
import { explained } from "../harness/explained.ts";
import type { Findings, Part } from "../harness/part.ts";
import { interleaved, samplesOf } from "../harness/rounds.ts";
import { figureOf } from "../harness/statistics.ts";
import { benchScheme, callHeaders, sessionHeaders } from "./bench-scheme.ts";

const url = "https://api.example.com";
const settings = { budgetMs: 10_000, atOnce: 1, times: 5_000, warmUp: 50_000 };

/** A transport that responds at once, without a network. */
export function noopTransport(): Transport {
  const headers = new Headers();
  const token = Buffer.from('{"token":"good","ok":true}');
  return {
    send: ({ url: asked }) => Promise.resolve(createResponse({ status: 200, url: asked, headers, body: token })),
  };
}

/** Measures the cost of the session itself, without a network. */
export const wrapper: Part = {
  name: "wrapper",
  title: "The session itself",
  method:
    "The same session over a transport that responds at once. “Plain” is a session without scheme and headers, measured afterwards. The cost is spread over some forty short functions. Allocations come from V8's sampling heap profiler and include collected objects.",
  run,
};

async function run(): Promise<Findings> {
  const full = fullCall();
  const plainSession = createSession({ baseUrl: url, transport: noopTransport() });
  const plain = (): Promise<unknown> => plainSession.get("/small");
  const samplesOfFull = await interleaved([contender("full", full)], settings);
  const samplesOfPlain = await interleaved([contender("plain", plain)], settings);
  const row = { work: "Session over a no-op transport", unit: "µs", atMost: 6 } as const;
  return {
    rows: [
      await explained({ ...row, figure: figureOf(samplesOf(samplesOfFull, "full")) }, () => repeated(full, 10_000, 1)),
      { work: "The same, plain", unit: "µs", figure: figureOf(samplesOf(samplesOfPlain, "plain")) },
      { work: "Allocated per request", unit: "bytes", figure: figureOf([await allocatedBytes(full, 3_000)]) },
      { work: "Allocated per request, plain", unit: "bytes", figure: figureOf([await allocatedBytes(plain, 3_000)]) },
    ],
  };
}

/** One call of a session with a scheme, an allow-list and headers to merge. */
export function fullCall(): () => Promise<unknown> {
  const options = { baseUrl: url, hosts: ["api.example.com"], headers: sessionHeaders, auth: benchScheme(url) };
  const session = createSession({ ...options, transport: noopTransport() });
  return () => session.get("/small", { headers: callHeaders });
}
