import { lookup as systemLookup } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { describe, expect, it } from "vitest";
import { createSession, gotTransport, type Transport, type TransportOptions } from "../../src/index.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { startRawServer } from "../../src/testing/transport/local-server.js";
import { loopback } from "../support/loopback.js";

const transports: readonly (readonly [string, (options?: TransportOptions) => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
];

/** Resolves every name to this machine. */
const lookup: LookupFunction = (_name, options, done) =>
  void systemLookup("127.0.0.1", options as { all: false }, done as never);

describe.each(transports)("the %s transport", (_, make) => {
  it("passes over a few informational answers", async () => {
    await using peer = await startRawServer((socket) =>
      socket.end(
        `${"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(3)}HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok`,
      ),
    );
    const transport = make();
    expect(await (await createSession({ baseUrl: peer.url, transport }).get("/")).text()).toBe("ok");
    await transport.close?.();
  });

  it("ends with the deadline where informational answers never end", async () => {
    await using peer = await startRawServer((socket) => {
      const timer = setInterval(() => socket.write("HTTP/1.1 102 Processing\r\n\r\n".repeat(20)), 2);
      socket.on("close", () => clearInterval(timer));
    });
    const transport = make();
    const error = await createSession({ baseUrl: peer.url, transport, retry: false, timeout: { totalMs: 400 } })
      .get("/")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: expect.stringMatching(/^(TIMEOUT|PROTOCOL_ERROR)$/) as string });
    await transport.close?.();
  });

  it("asks its own lookup for names", async () => {
    await using server = await loopback((_request, response) => void response.end("found"));
    const port = new URL(server.url).port;
    const seen: string[] = [];
    const watching: LookupFunction = (name, options, done) => (seen.push(name), lookup(name, options, done));
    const transport = make({ lookup: watching });
    // Plain http goes to loopback alone, and localhost is a name.
    expect(await (await createSession({ transport }).get(`http://localhost:${port}/`)).text()).toBe("found");
    expect(seen).toEqual(["localhost"]);
    await transport.close?.();
  });

  it("surfaces an early answer while a large upload is still on its way, and stops it", async () => {
    const server = createServer((_request, response) =>
      response.writeHead(413, { connection: "close" }).end("too large"),
    );
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    let sent = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      while (sent < 500_000_000) {
        sent += 65_536;
        yield Buffer.alloc(65_536);
      }
    }
    const transport = make();
    const session = createSession({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, transport });
    const error = await session.post("/", { body: () => endless() }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: expect.stringMatching(/^(HTTP_STATUS|CONNECTION_RESET)$/) as string });
    expect(sent).toBeLessThan(500_000_000);
    await transport.close?.();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it.each(["GET", "DELETE", "OPTIONS", "POST"])("frames the body of unknown length of a %s", async (method) => {
    await using server = await loopback((_request, response) => void response.end());
    const transport = make();
    const session = createSession({ baseUrl: server.url, transport });
    async function* hidden(): AsyncIterable<Uint8Array> {
      yield Buffer.from("GET /hidden HTTP/1.1\r\n\r\n");
    }
    await session.request("/", { method, body: () => hidden() });
    expect(server.requests.map(({ url, body }) => [url, String(body)])).toEqual([
      ["/", "GET /hidden HTTP/1.1\r\n\r\n"],
    ]);
    await transport.close?.();
  });

  it("can be used again after close()", async () => {
    await using server = await loopback((_request, response) => void response.end("x"));
    const transport = make();
    const session = createSession({ baseUrl: server.url, transport });
    await session.get("/");
    await transport.close?.();
    expect((await session.get("/")).status).toBe(200);
    await transport.close?.();
    await make().close?.();
  });
});
