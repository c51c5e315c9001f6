import type { Socket } from "node:net";

/**
 * Lets a process end although there are unread responses. undici does not say which connection an exchange
 * uses, so all connections of a transport keep the process alive together, while at least one exchange needs one.
 */
export class SocketHold {
  readonly #sockets = new Set<Socket>();
  #holders = 0;

  /** Adds a connection, until it closes. */
  add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  /** An exchange needs its connection. */
  hold(): void {
    if (++this.#holders === 1) for (const socket of this.#sockets) socket.ref();
  }

  /** An exchange does not need its connection: it has ended, or its body is not being read. */
  release(): void {
    if (--this.#holders === 0) for (const socket of this.#sockets) socket.unref();
  }
}
