import type { ByteSource } from "../../http/body/read-body.js";
import type { Exchange } from "./exchange.js";

/** What a body does with its connection. */
export interface BodyConnection {
  /** Ends the exchange and closes what is left of it. */
  stop(): void;
  /** Keeps the process alive, because somebody waits for the body. */
  hold?(): void;
  /** Lets the process end, because nobody reads. */
  release?(): void;
}

/**
 * The body of a response whose exchange goes on. Time limits apply, and the process stays alive, while somebody waits for a
 * chunk. The exchange ends with the body.
 */
export class WatchedBody implements ByteSource {
  readonly #source: ByteSource;
  readonly #exchange: Exchange;
  readonly #connection: BodyConnection;

  /**
   * @param source - the body as the client library has it
   * @param exchange - of the response
   * @param connection - of the response
   */
  constructor(source: ByteSource, exchange: Exchange, connection: BodyConnection) {
    this.#source = source;
    this.#exchange = exchange;
    this.#connection = connection;
    this.#pause();
  }

  /** All bytes, if they have arrived without an error. */
  arrived(): readonly Uint8Array[] | undefined {
    const chunks = this.#exchange.failure === undefined ? this.#source.arrived?.() : undefined;
    if (chunks !== undefined) this.#connection.stop();
    return chunks;
  }

  async *[Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    const exchange = this.#exchange;
    this.#resume();
    try {
      for await (const chunk of this.#source) {
        this.#pause();
        yield chunk;
        this.#resume();
      }
      if (exchange.failure !== undefined) throw exchange.failure;
    } catch (error) {
      throw exchange.toError(error);
    } finally {
      this.#connection.stop();
    }
  }

  #pause(): void {
    this.#exchange.pause();
    this.#connection.release?.();
  }

  #resume(): void {
    this.#exchange.resume();
    this.#connection.hold?.();
  }
}
