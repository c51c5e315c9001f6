import { createServer, type AddressInfo, type Socket } from "node:net";

/** A server that writes the bytes it is told to, for responses that an HTTP server can't send. */
export interface WireServer extends AsyncDisposable {
  readonly url: string;
  /** The heads of all requests. */
  readonly heads: readonly string[];
  /** The targets of all requests: path and query. */
  readonly targets: readonly string[];
}

/**
 * Starts a server on a free port. Requests must have no body.
 *
 * @param respond - returns the bytes for a request target; the connection stays open
 */
export async function wireServer(respond: (target: string) => string | Uint8Array): Promise<WireServer> {
  const heads: string[] = [];
  const targets: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    let received = "";
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", (data) => {
      received += data.toString("latin1");
      for (let end = received.indexOf("\r\n\r\n"); end >= 0; end = received.indexOf("\r\n\r\n")) {
        const head = received.slice(0, end);
        const target = head.split(" ")[1] ?? "";
        received = received.slice(end + 4);
        heads.push(head);
        targets.push(target);
        socket.write(respond(target));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    targets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
