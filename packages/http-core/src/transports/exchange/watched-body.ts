import type { ByteSource } from "../../http/body/read-body.js";
import type { Exchange } from "./exchange.js";

/** The body of an answer, watched: silence ends it, and so does whoever stops reading. */
export class WatchedBody implements ByteSource {
  readonly #source: ByteSource;
  readonly #exchange: Exchange;
  readonly #stop: () => void;

  /**
   * @param source - as the library gives it
   * @param exchange - of the answer
   * @param stop - ends the exchange, read or unread
   */
  constructor(source: ByteSource, exchange: Exchange, stop: () => void) {
    this.#source = source;
    this.#exchange = exchange;
    this.#stop = stop;
  }

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
        exchange.awaitMore();
      }
      if (exchange.failure !== undefined) throw exchange.failure;
    } catch (error) {
      throw exchange.faultOf(error);
    } finally {
      this.#stop();
    }
  }
}
