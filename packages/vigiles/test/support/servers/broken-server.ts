import { createServer as createHttpServer } from "node:http";
import { createServer, type Socket } from "node:net";
import { listen, stop } from "./listen.js";
import { loopback, type Loopback, type SeenRequest } from "./loopback.js";

/** A server that misbehaves. */
export interface BrokenServer extends AsyncDisposable {
  readonly url: string;
}

/** Accepts connections and never says a byte. */
export const silentServer = (): Promise<BrokenServer> => tcpServer(() => {});

/** Ends each connection at the first byte. */
export const hangingUpServer = (): Promise<BrokenServer> => tcpServer((socket) => socket.destroy());

async function tcpServer(onData: (socket: Socket) => void): Promise<BrokenServer> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", () => onData(socket));
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => stop(server) };
}

/** Reads each request and never responds. */
export function unresponsiveServer(onRequest: (seen: SeenRequest) => void): Promise<Loopback> {
  return loopback((seen) => {
    onRequest(seen);
    return new Promise<never>(() => {});
  });
}

/** Sends half of a file and then nothing more. */
export async function stallingServer(onHalf: () => void): Promise<BrokenServer> {
  const server = createHttpServer((_request, response) => {
    response.writeHead(200, { "content-length": "200000" });
    response.write("x".repeat(100_000), () => onHalf());
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]() {
      server.closeAllConnections();
      return stop(server);
    },
  };
}
