import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createSecureServer } from "node:http2";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Agent, fetch as undiciFetch, interceptors, type Dispatcher } from "undici";
import { describe, expect, it } from "vitest";
import { createSession, type Session } from "../../src/index.js";
import { fetchTransport, type FetchFunction } from "../../src/transports/fetch.js";
import { certificates } from "../support/certificates.js";
import { loopback } from "../support/loopback.js";

/** A session over a dispatcher of the caller, as docs/faq.md shows it. */
function open(baseUrl: string, dispatcher: Dispatcher): Session {
  const fetch = ((url, init) => undiciFetch(url, { ...init, dispatcher } as never)) as FetchFunction;
  return createSession({ baseUrl, transport: fetchTransport({ fetch }) });
}

const listen = (server: Server, ...at: readonly [string] | readonly [number, string]): Promise<void> =>
  new Promise((resolve) => void server.listen(...(at as [number, string]), resolve));
const close = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));

describe("a dispatcher of the caller", () => {
  it("speaks HTTP/2", async () => {
    const { ca, good } = await certificates();
    const server = createSecureServer({ ...good, allowHTTP1: true }, (request, response) => {
      response.end(JSON.stringify({ version: request.httpVersion, url: request.url }));
    });
    await listen(server, 0, "127.0.0.1");
    const dispatcher = new Agent({ allowH2: true, connect: { ca } });
    await using session = open(`https://localhost:${(server.address() as AddressInfo).port}`, dispatcher);
    expect(await session.get("/x").json()).toEqual({ version: "2.0", url: "/x" });
    await dispatcher.close();
    await close(server);
  });

  it("connects to a Unix socket", async () => {
    const folder = mkdtempSync(join(tmpdir(), "socket-"));
    const socketPath = join(folder, "s");
    const server = createServer((request, response) => response.end(`${request.headers.host} ${request.url}`));
    await listen(server, socketPath);
    const dispatcher = new Agent({ connect: { socketPath } });
    await using session = open("http://localhost", dispatcher);
    expect(await session.get("/version").text()).toBe("localhost /version");
    await dispatcher.close();
    await close(server);
    rmSync(folder, { recursive: true });
  });

  it("keeps responses in a cache", async () => {
    await using server = await loopback((_, response) => {
      response.writeHead(200, { "cache-control": "max-age=60" }).end(String(server.requests.length));
    });
    const agent = new Agent();
    await using session = open(server.url, agent.compose(interceptors.cache()));
    expect([await session.get("/x").text(), await session.get("/x").text()]).toEqual(["1", "1"]);
    expect(await session.get("/y").text()).toBe("2");
    expect(server.requests).toHaveLength(2);
    await agent.close();
  });
});
