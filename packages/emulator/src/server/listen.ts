import { createServer as createHttpServer } from "node:http";
import type { Server } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import type { HttpBindings } from "@hono/node-server";
import type { Certificates } from "./certificates.js";
import type { RequestHandler } from "./request-handler.js";

/** A port that is open. */
interface Listener {
  /** The port number. */
  readonly port: number;
  /** Stops listening and closes all connections. */
  close(): Promise<void>;
}

/** The only address on which the emulator listens. */
export const loopback = "127.0.0.1";

/**
 * Opens a port for HTTP, or for HTTPS if there are certificates.
 *
 * @param port - the port number; 0 picks a free port
 * @throws the system's error if the port is in use or not permitted
 */
export async function listen(
  handleRequest: RequestHandler,
  port: number,
  certificates?: Certificates,
): Promise<Listener> {
  const fetch = (_request: Request, env: unknown): Promise<Response> => handleRequest(env as HttpBindings);
  const server =
    certificates === undefined
      ? createAdaptorServer({ fetch, createServer: createHttpServer })
      : createAdaptorServer({ fetch, createServer: createHttpsServer, serverOptions: certificates });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server as Server) };
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
    server.closeAllConnections();
  });
}
