import { createSession, type Transport } from "@org/http-core";
import { fetchTransport } from "@org/http-core/fetch";
import { gotTransport } from "@org/http-core/got";
import { nodeTransport } from "@org/http-core/node";
import { undiciTransport } from "@org/http-core/undici";
import { Agent, fetch } from "undici";

const dispatcher = new Agent({ connect: { rejectUnauthorized: false } });

/** Checks of certificates are off, since reading authorities takes most of the time. */
const transports = {
  got: () => gotTransport({ insecure: true }),
  node: () => nodeTransport({ insecure: true }),
  undici: () => undiciTransport({ insecure: true }),
  fetch: () => fetchTransport({ fetch: fetchWithDispatcher as typeof globalThis.fetch }),
} satisfies Record<string, () => Transport>;

function fetchWithDispatcher(url: string, init: object): Promise<unknown> {
  return fetch(url, Object.assign(Object.create(null), init, { dispatcher }));
}

/** Sends requests to echo servers by a new transport, and returns the responses. */
export async function run({
  kind,
  urls,
}: {
  kind: keyof typeof transports;
  urls: readonly string[];
}): Promise<unknown> {
  const seen: unknown[] = [];
  for (const baseUrl of urls) {
    const transport: Transport = transports[kind]();
    const session = createSession({ baseUrl, transport, retry: false, timeout: { totalMs: 20_000 } });
    for (const response of [await session.put("/a?b=1", { json: { a: 1 } }), await session.get("/c")]) {
      seen.push(response.status, await response.text());
    }
    await session.close();
    await transport.close?.();
  }
  return seen;
}
