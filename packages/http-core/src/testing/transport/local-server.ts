import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createNetServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A server of a check: where it is, what connected, and how it ends. */
export interface Peer extends AsyncDisposable {
  readonly url: string;
  /** Connections that are open. */
  readonly open: ReadonlySet<Socket>;
  /** Connections so far. */
  readonly connections: () => number;
}

/** TLS material of a server: PEM text. */
export interface ServerIdentity {
  readonly key: string;
  readonly cert: string;
  /** Asks for a client certificate of this authority. */
  readonly clientCa?: string;
}

/** Serves HTTP on loopback. */
export function httpPeer(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Peer> {
  return listening(createHttpServer(answer), "http", "127.0.0.1");
}

/** Serves HTTPS on loopback, under the name `localhost`. */
export function httpsPeer(
  identity: ServerIdentity,
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Peer> {
  const { key, cert, clientCa } = identity;
  const client = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  return listening(createHttpsServer({ key, cert, ...client }, answer), "https", "localhost");
}

/** Serves bytes as they are: for answers that no HTTP server would give. */
export function rawPeer(onRequest: (socket: Socket) => void): Promise<Peer> {
  const server = createNetServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => onRequest(socket));
  });
  return listening(server, "http", "127.0.0.1");
}

/** Takes connections and says nothing. */
export function silentPeer(scheme: "http" | "https"): Promise<Peer> {
  return listening(
    createNetServer((socket) => socket.on("error", () => {})),
    scheme,
    scheme === "https" ? "localhost" : "127.0.0.1",
  );
}

async function listening(server: Server, scheme: string, name: string): Promise<Peer> {
  const open = new Set<Socket>();
  let connections = 0;
  server.on("connection", (socket: Socket) => {
    connections++;
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  server.on("tlsClientError", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `${scheme}://${name}:${(server.address() as AddressInfo).port}`,
    open,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
