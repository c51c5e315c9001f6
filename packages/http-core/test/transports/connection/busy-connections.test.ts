import type { ServerResponse } from "node:http";
import { describe, expect, it } from "vitest";
import { createSession, gotTransport, type Transport, type TransportOptions } from "../../../src/index.js";
import { disposable } from "../../../src/testing/transport/suite.js";
import { assertFreed, startHttpServer } from "../../../src/testing/transport/local-server.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";

const transports: readonly (readonly [string, (options: TransportOptions) => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
];

describe.each(transports)("a request that waits for a connection of the %s transport", (_, make) => {
  /** A server that holds its first answer back, and a session of one connection on it. */
  async function held(run: (parts: Held) => Promise<void>): Promise<void> {
    const arrived = Promise.withResolvers<ServerResponse>();
    const paths: string[] = [];
    await using peer = await startHttpServer((request, response) => {
      paths.push(request.url ?? "");
      if (paths.length === 1) arrived.resolve(response);
      else response.end("x");
    });
    await using transport = disposable(make({ maxSockets: 1 }));
    const session = createSession({ baseUrl: peer.url, transport, retry: false });
    const first = session.get("/first");
    const response = await arrived.promise;
    await run({ session, paths, release: async () => (response.end("x"), (await first).status) });
  }

  interface Held {
    readonly session: ReturnType<typeof createSession>;
    readonly paths: string[];
    readonly release: () => Promise<number>;
  }

  it("never reaches the server once it was aborted, and leaves the connection to others", async () => {
    await held(async ({ session, paths, release }) => {
      const controller = new AbortController();
      const second = session.get("/aborted", { signal: controller.signal }).catch((error: unknown) => error);
      setTimeout(() => controller.abort(), 20);
      expect(await second).toMatchObject({ code: "ABORTED" });
      expect(await release()).toBe(200);
      expect((await session.get("/third")).status).toBe(200);
      expect(paths).toEqual(["/first", "/third"]);
    });
  });

  it("that is too long for its limit fails with nothing sent", async () => {
    await held(async ({ session, paths, release }) => {
      const second = await session.get("/late", { timeout: { connectMs: 20 } }).catch((error: unknown) => error);
      expect(second).toMatchObject({ code: "PHASE_TIMEOUT", phase: "connect", bytesSent: "none" });
      expect(await release()).toBe(200);
      expect((await session.get("/third")).status).toBe(200);
      expect(paths).toEqual(["/first", "/third"]);
    });
  });

  it("is sent once the connection is free", async () => {
    await held(async ({ session, paths, release }) => {
      const second = session.get("/second");
      expect(await release()).toBe(200);
      expect((await second).status).toBe(200);
      expect(paths).toEqual(["/first", "/second"]);
    });
  });
});

describe.each(transports)("the %s transport, closed while requests wait", (_, make) => {
  it("leaves no connection", async () => {
    const arrived = Promise.withResolvers<void>();
    await using peer = await startHttpServer((request, response) => {
      if (request.url === "/held") arrived.resolve();
      else response.end("x");
    });
    await using transport = disposable(make({ maxSockets: 1 }));
    const session = createSession({ baseUrl: peer.url, transport, retry: false });
    const calls = Array.from({ length: 3 }, () => session.get("/held").catch((error: unknown) => error));
    await arrived.promise;
    await session.close();
    expect(await Promise.all(calls)).toMatchObject(Array.from({ length: 3 }, () => ({ code: "SESSION_CLOSED" })));
    await transport.close?.();
    // A connection that was made for a request that waited has arrived before this one.
    await using later = disposable(make({}));
    expect((await createSession({ baseUrl: peer.url, transport: later }).get("/later")).status).toBe(200);
    await later.close?.();
    await assertFreed(peer, "a connection is open after close()");
  });
});

describe.each(transports)("an upload over the %s transport", (_, make) => {
  it("waits for a slow server, and arrives whole", async () => {
    let received = 0;
    let opened = 0;
    await using peer = await startHttpServer((request, response) => {
      setTimeout(() => {
        opened = given;
        request.on("data", (chunk: Buffer) => (received += chunk.length)).on("end", () => response.end());
      }, 40);
    });
    let given = 0;
    async function* source(): AsyncIterable<Uint8Array> {
      while (given < 64 * 1_048_576) {
        given += 65_536;
        yield Buffer.alloc(65_536);
      }
    }
    await using transport = disposable(make({}));
    const session = createSession({ baseUrl: peer.url, transport });
    await session.post("/", { body: () => source() });
    expect(received).toBe(64 * 1_048_576);
    expect(opened).toBeLessThan(received);
  });

  it("lets its source go where the caller aborts", async () => {
    const released = Promise.withResolvers<void>();
    await using peer = await startHttpServer(
      (request) => void request.on("error", () => {}).once("data", () => controller.abort()),
    );
    const controller = new AbortController();
    async function* endless(): AsyncIterable<Uint8Array> {
      try {
        for (;;) yield Buffer.alloc(65_536);
      } finally {
        released.resolve();
      }
    }
    await using transport = disposable(make({}));
    const session = createSession({ baseUrl: peer.url, transport });
    const call = session.post("/", { body: () => endless(), signal: controller.signal });
    expect(await call.catch((error: unknown) => error)).toMatchObject({ code: "ABORTED" });
    await released.promise;
  });
});
