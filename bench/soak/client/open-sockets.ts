import { subscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import type { ConnectionFailure } from "../start-server.ts";

/** The open sockets of this process, as Node announces them. */
export class OpenSockets {
  readonly #sockets = new Set<Socket>();

  /** Create it before the first connection. */
  constructor() {
    subscribe("net.client.socket", (message) => {
      const { socket } = message as { socket: Socket };
      this.#sockets.add(socket);
      socket.once("close", () => this.#sockets.delete(socket));
    });
  }

  get count(): number {
    return this.#sockets.size;
  }

  /** Ends a connection as Node does when the kernel reports an error. Loopback never reports most of these errors by itself. */
  fail({ port, error: { code, syscall } }: ConnectionFailure): void {
    const socket = [...this.#sockets].find((open) => open.localPort === port && !open.destroyed);
    if (socket === undefined) throw new Error(`No connection from port ${port} is open, so it can't fail with ${code}`);
    socket.destroy(Object.assign(new Error(`${syscall} ${code}`), { code, syscall }));
  }
}
