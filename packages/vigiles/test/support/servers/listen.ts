import { createServer, type AddressInfo, type Server } from "node:net";

/**
 * Starts a server on a free port of the loopback interface.
 *
 * @returns the port
 */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** Stops a server, and resolves when its last connection has ended. */
export async function stop(server: Server): Promise<void> {
  await new Promise((resolve) => server.close(resolve));
}

/** A port on which nothing listens. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await stop(server);
  return port;
}
