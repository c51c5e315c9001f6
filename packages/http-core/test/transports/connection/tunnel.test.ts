import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { startRawServer } from "../../../src/testing/transport/local-server.js";
import { parseProxy } from "../../../src/transports/connection/proxy.js";
import { ProxyError } from "../../../src/transports/connection/proxy-error.js";
import { openTunnel, type Tunnel } from "../../../src/transports/connection/tunnel.js";

/** Opens a tunnel through a proxy on loopback. */
function tunnelThrough(url: string): Tunnel {
  const proxy = parseProxy(url);
  return openTunnel(proxy, "server.example:443", connect({ host: proxy.host, port: proxy.port }));
}

describe("a tunnel", () => {
  it("loses no byte that arrives together with the head", async () => {
    await using proxy = await startRawServer((socket) => void socket.end("HTTP/1.1 200 OK\r\n\r\nhello"));
    expect(await text(tunnelThrough(proxy.url))).toBe("hello");
  });

  it("sends nothing of the client before the proxy has opened it", async () => {
    const received: string[] = [];
    const connected = Promise.withResolvers<Socket>();
    await using proxy = await startRawServer((socket) => {
      socket.on("data", (chunk) => received.push(String(chunk)));
      connected.resolve(socket);
    });
    const tunnel = tunnelThrough(proxy.url);
    tunnel.write("secret");
    const socket = await connected.promise;
    await new Promise((resolve) => setImmediate(resolve));
    expect(received).toEqual([]);
    socket.write("HTTP/1.1 200 OK\r\n\r\n");
    await once(socket, "data");
    expect(received).toEqual(["secret"]);
    tunnel.destroy();
  });

  it("passes many bytes on in both directions, as fast as they are read", async () => {
    const bytes = Buffer.alloc(3_000_000, "0123456789");
    await using proxy = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      socket.pipe(socket);
    });
    const tunnel = tunnelThrough(proxy.url);
    tunnel.end(bytes);
    const chunks: Buffer[] = [];
    for await (const chunk of tunnel) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).equals(bytes)).toBe(true);
  });

  it("fails with the proxy's fault until it is open, and with the system's error from then on", async () => {
    await using refusing = await startRawServer((socket) => socket.resetAndDestroy());
    const [before] = (await once(tunnelThrough(refusing.url), "error").catch((error: unknown) => [error])) as [Error];
    expect(before).toBeInstanceOf(ProxyError);
    expect(before.cause).toMatchObject({ code: "ECONNRESET" });
    await using cutting = await startRawServer((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\nhello");
      socket.once("data", () => socket.resetAndDestroy());
    });
    const tunnel = tunnelThrough(cutting.url);
    tunnel.once("data", () => tunnel.write("x"));
    await expect(once(tunnel, "end")).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("closes the connection to the proxy when it is destroyed", async () => {
    const asked = Promise.withResolvers<void>();
    await using proxy = await startRawServer(() => asked.resolve());
    const tunnel = tunnelThrough(proxy.url);
    await asked.promise;
    tunnel.destroy();
    await expect.poll(() => proxy.open.size).toBe(0);
  });
});
