import type { buildConnector } from "undici";

/**
 * Notices connections that are reset. undici takes a reset for the end of a body that has no length, and tells so
 * within the socket's `error` event; the listener of this watch comes first there.
 */
export class ResetWatch {
  #resetting = false;
  readonly #onError = (): void => {
    this.#resetting = true;
    queueMicrotask(() => void (this.#resetting = false));
  };

  /** True while undici learns of a reset: what it takes for the end of a body now is none. */
  get resetting(): boolean {
    return this.#resetting;
  }

  /** A connector whose connections are watched. */
  over(connect: buildConnector.connector): buildConnector.connector {
    return (options, callback) =>
      connect(options, (...result) => {
        result[1]?.on("error", this.#onError);
        callback(...result);
      });
  }
}
