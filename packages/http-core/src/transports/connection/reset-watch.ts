import type { buildConnector } from "undici";

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

  /** Makes a connector whose connections are watched. */
  watch(connect: buildConnector.connector): buildConnector.connector {
    return (options, callback) =>
      connect(options, (...result) => {
        result[1]?.on("error", this.#onError);
        callback(...result);
      });
  }
}
