import { createServer, type Server } from "node:http";
import { connect, type AddressInfo, type LookupFunction, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { createSession, gotTransport, type Transport, type TransportOptions } from "../../../src/index.js";
import { disposable } from "../../../src/testing/transport/suite.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";

const transports: readonly (readonly [string, (options: TransportOptions) => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
];

/** A server whose queue of new connections is full when its name is looked up, so that the next one takes about a second. */
interface SlowServer extends AsyncDisposable {
  readonly port: number;
  readonly lookup: LookupFunction;
}

async function startSlowServer(): Promise<SlowServer> {
  const server = createServer((_request, response) => void response.end("ok"));
  await new Promise<void>((resolve) => server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, resolve));
  const { port } = server.address() as AddressInfo;
  const fillers: Socket[] = [];
  return {
    port,
    lookup(_name, _options, callback) {
      for (let i = 0; i < 8; i++) fillers.push(connect(port, "127.0.0.1").on("error", () => {}));
      // Nobody listens at the second address.
      const addresses = [
        { address: "127.0.0.1", family: 4 },
        { address: "::1", family: 6 },
      ];
      process.nextTick(() => callback(null, addresses));
    },
    [Symbol.asyncDispose]: () => closed(server, fillers),
  };
}

async function closed(server: Server, fillers: readonly Socket[]): Promise<void> {
  for (const filler of fillers) filler.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

describe.each(transports)(
  "over %s, a server of two addresses of which one is slow and the other one dead",
  (_, make) => {
    it.concurrent("is reached", async () => {
      await using server = await startSlowServer();
      await using transport = disposable(make({ lookup: server.lookup }));
      const session = createSession({ baseUrl: `http://localhost:${server.port}`, transport, retry: false });
      expect(await (await session.get("/")).text()).toBe("ok");
    });

    it.concurrent("is reached as a proxy", async () => {
      await using server = await startSlowServer();
      const proxy = `http://proxy.example:${server.port}`;
      await using transport = disposable(make({ lookup: server.lookup, proxy }));
      const session = createSession({ baseUrl: "http://localhost:1", transport, retry: false });
      expect(await (await session.get("/")).text()).toBe("ok");
    });
  },
);
