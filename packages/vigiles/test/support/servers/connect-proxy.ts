import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { listen, stop } from "./listen.js";

/** A proxy for CONNECT that leads every tunnel to one port of this machine. */
export interface ConnectProxy extends AsyncDisposable {
  readonly url: string;
  /** Hosts and ports that clients asked for. */
  readonly asked: string[];
}

/** Starts a proxy whose tunnels end at a port. */
export async function connectProxy(port: string): Promise<ConnectProxy> {
  const asked: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "" }, client: Socket) => {
    asked.push(url);
    const target = connect(Number(port), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 OK\r\n\r\n");
      client.pipe(target).pipe(client);
    });
    for (const socket of [client, target]) {
      open.add(socket);
      socket.on("error", () => client.destroy());
    }
  });
  const ownPort = await listen(server);
  return {
    url: `http://127.0.0.1:${ownPort}`,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await stop(server);
    },
  };
}

/** Starts a proxy that opens no tunnel. */
export async function refusingProxy(status: number): Promise<Omit<ConnectProxy, "asked">> {
  const server = createServer((_request, response) => response.writeHead(405).end());
  server.on("connect", (_request, client: Socket) => {
    client.on("error", () => {});
    client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => stop(server) };
}
