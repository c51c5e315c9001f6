import assert from "node:assert/strict";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createNetServer, type AddressInfo, type Server, type Socket } from "node:net";

/** A server for a check, on loopback. */
export interface LocalServer extends AsyncDisposable {
  /** Its origin. */
  readonly url: string;
  /** Sockets that are open. */
  readonly open: ReadonlySet<Socket>;
  /** How many connections there have been. */
  readonly connections: () => number;
}

/** Key and certificate of a TLS server: PEM text. */
export interface ServerIdentity {
  /** Private key. */
  readonly key: string;
  /** Certificate. */
  readonly cert: string;
  /** Certificate of the CA that must have issued the client certificate. Default: clients need none. */
  readonly clientCa?: string;
}

/** Starts an HTTP server. */
export function startHttpServer(
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LocalServer> {
  return listen(createHttpServer(onRequest), "http", "127.0.0.1");
}

/** Starts an HTTPS server with the name `localhost`. */
export function startHttpsServer(
  identity: ServerIdentity,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<LocalServer> {
  const { key, cert, clientCa } = identity;
  const client = clientCa === undefined ? {} : { ca: clientCa, requestCert: true, rejectUnauthorized: true };
  return listen(createHttpsServer({ key, cert, ...client }, onRequest), "https", "localhost");
}

/** Starts a server that writes raw bytes, for responses that an HTTP server can't send. */
export function startRawServer(onRequest: (socket: Socket) => void): Promise<LocalServer> {
  const server = createNetServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => onRequest(socket));
  });
  return listen(server, "http", "127.0.0.1");
}

/** Starts a server that accepts connections and sends nothing. */
export function startSilentServer(scheme: "http" | "https"): Promise<LocalServer> {
  return listen(
    createNetServer((socket) => socket.on("error", () => {})),
    scheme,
    scheme === "https" ? "localhost" : "127.0.0.1",
  );
}

/** Waits until no connection to a server is open. */
export async function assertFreed({ open }: LocalServer, message: string): Promise<void> {
  for (let i = 0; i < 100 && open.size > 0; i++) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.equal(open.size, 0, message);
}

/** Lets a server listen on loopback, and counts its connections. */
export async function listen(server: Server, scheme: string, name: string): Promise<LocalServer> {
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
