import type { Socket } from "node:net";

/** The connections of a transport over undici, which does not say which of them an exchange uses. */
export class UndiciConnections {
  readonly #sockets = new Set<Socket>();
  #holders = 0;
  #isResetting = false;
  readonly #onError = (): void => {
    this.#isResetting = true;
    queueMicrotask(() => void (this.#isResetting = false));
  };

  /**
   * True while undici reports a reset, which it does as the end of a body that has no length, and inside the `error` event of
   * the socket. The end of a body that it reports now is not a real end.
   */
  get isResetting(): boolean {
    return this.#isResetting;
  }

  /** Adds a connection, as soon as it is begun, until it closes. */
  add(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on("error", this.#onError);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  /** An exchange needs its connection: all connections keep the process alive. */
  hold(): void {
    if (++this.#holders === 1) for (const socket of this.#sockets) socket.ref();
  }

  /** An exchange does not need its connection: it has ended, or its body is not being read. */
  release(): void {
    if (--this.#holders === 0) for (const socket of this.#sockets) socket.unref();
  }

  /** Closes all connections, also those that are not yet made. */
  destroy(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
