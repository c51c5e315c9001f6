import { createServer, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createSession, gotTransport, type Transport, type TransportOptions } from "../../../src/index.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";
import { startHttpsServer } from "../../../src/testing/transport/local-server.js";
import { certificates as makeCertificates } from "../../support/certificates.js";
import { loopback } from "../../support/loopback.js";

const { ca, good } = await makeCertificates();

/** A proxy that sends everything to one port of this machine, and keeps what it was asked. */
async function startProxy(port: number): Promise<{ url: string; seen: string[]; server: Server }> {
  const seen: string[] = [];
  const server = createServer(async (request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
    const target = new URL(request.url ?? "");
    const { "proxy-authorization": _, ...headers } = request.headers;
    const answer = await fetch(`http://127.0.0.1:${port}${target.pathname}`, {
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith("x-"))) as Record<
        string,
        string
      >,
    });
    response.end(await answer.text());
  });
  server.on("connect", (request, socket) => {
    seen.push(`CONNECT ${request.url} ${request.headers["proxy-authorization"] ?? "-"}`);
    const upstream = connect(port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      upstream.pipe(socket).pipe(upstream);
    });
    for (const end of [socket, upstream]) end.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://user:pass@127.0.0.1:${(server.address() as AddressInfo).port}`, seen, server };
}

const open: { close(): void; closeAllConnections(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const transports: readonly (readonly [string, (options: TransportOptions) => Transport])[] = [
  ["gotTransport", gotTransport],
  ["nodeTransport", nodeTransport],
  ["undiciTransport", undiciTransport],
];

describe.each(transports)("%s", (_, make) => {
  it("tunnels https through its proxy, whose credentials never reach the origin", async () => {
    const origin: string[] = [];
    await using peer = await startHttpsServer(good, (request, response) => {
      origin.push(JSON.stringify(request.rawHeaders));
      response.end("secure");
    });
    const proxy = await startProxy(Number(new URL(peer.url).port));
    open.push(proxy.server);
    const transport = make({ proxy: proxy.url, ca });
    const session = createSession({ baseUrl: peer.url, transport });
    expect(await (await session.get("/x")).text()).toBe("secure");
    expect(proxy.seen).toEqual([
      `CONNECT ${new URL(peer.url).host} Basic ${Buffer.from("user:pass").toString("base64")}`,
    ]);
    expect(origin.join()).not.toMatch(/proxy-authorization|dXNlcjpwYXNz/i);
    await transport.close?.();
  });

  it("sends plain http by way of its proxy", async () => {
    await using server = await loopback(
      (request, response) => void response.end(`plain ${request.headers["x-a"] as string}`),
    );
    const proxy = await startProxy(Number(new URL(server.url).port));
    open.push(proxy.server);
    const transport = make({ proxy: proxy.url });
    const session = createSession({ baseUrl: server.url, transport });
    expect(await (await session.get("/x", { headers: { "x-a": "1" } })).text()).toBe("plain 1");
    expect(proxy.seen).toHaveLength(1);
    expect(server.requests[0]?.headers).not.toHaveProperty("proxy-authorization");
    await transport.close?.();
  });

  it("refuses a proxy of a kind that it does not speak, without showing its password", () => {
    const refused = (): Transport => make({ proxy: "socks5://user:hunter2@127.0.0.1:1" });
    expect(refused).toThrow(
      expect.objectContaining({ code: "OPTION_INVALID", message: expect.not.stringContaining("hunter2") as string }),
    );
  });

  it("is shared by a thousand sessions, each with headers and cookies of its own", async () => {
    await using server = await loopback((request, response) => void response.end(request.headers["x-session"]));
    const transport = make({});
    // A thousand wait for 64 connections: on a busy machine longer than a connection may take.
    const timeout = { connectMs: 0 };
    const sessions = Array.from({ length: 1_000 }, (__, index) =>
      createSession({ baseUrl: server.url, transport, timeout, headers: { "x-session": String(index) } }),
    );
    const answers = await Promise.all(sessions.map(async (session) => (await session.get("/")).text()));
    expect(answers).toEqual(sessions.map((__, index) => String(index)));
    await Promise.all(sessions.map((session) => session.close()));
    expect(await (await createSession({ baseUrl: server.url, transport }).get("/")).text()).toBe("");
    await transport.close?.();
  });
});
