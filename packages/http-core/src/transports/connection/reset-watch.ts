import type { Socket } from "node:net";

/**
 * Notices connections that are reset. undici reports a reset as the end of a body that has no length. It does so inside the
 * `error` event of the socket, whose first listener is that of this watch.
 */
export class ResetWatch {
  #isResetting = false;
  readonly #onError = (): void => {
    this.#isResetting = true;
    queueMicrotask(() => void (this.#isResetting = false));
  };

  /** True while a reset is reported. The end of a body that undici reports now is not a real end. */
  get isResetting(): boolean {
    return this.#isResetting;
  }

  /** Watches a connection that undici does not yet use. */
  watch(socket: Socket): void {
    socket.on("error", this.#onError);
  }
}
