import type { ByteSource } from "../../http/body/read-body.js";
import type { Exchange } from "./exchange.js";

/** The body of a response whose exchange goes on: time limits apply while it is read, and the exchange ends with it. */
export class WatchedBody implements ByteSource {
  readonly #source: ByteSource;
  readonly #exchange: Exchange;
  readonly #stop: () => void;

  /**
   * @param source - the body as the client library has it
   * @param exchange - of the response
   * @param stop - ends the exchange and closes what is left of it
   */
  constructor(source: ByteSource, exchange: Exchange, stop: () => void) {
    this.#source = source;
    this.#exchange = exchange;
    this.#stop = stop;
  }

  /** All bytes, if they have arrived without an error. */
  arrived(): readonly Uint8Array[] | undefined {
    const chunks = this.#exchange.failure === undefined ? this.#source.arrived?.() : undefined;
    if (chunks !== undefined) this.#stop();
    return chunks;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    const exchange = this.#exchange;
    try {
      for await (const chunk of this.#source) {
        exchange.pause();
        yield chunk;
        exchange.resume();
      }
      if (exchange.failure !== undefined) throw exchange.failure;
    } catch (error) {
      throw exchange.toError(error);
    } finally {
      this.#stop();
    }
  }
}
