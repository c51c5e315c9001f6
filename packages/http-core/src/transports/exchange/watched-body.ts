import type { ByteSource } from "../../http/body/read-body.js";
import type { ChunkQueue } from "./chunk-queue.js";
import type { Exchange } from "./exchange.js";

type Result = IteratorResult<Uint8Array, undefined>;

/**
 * The body of a response whose exchange has not ended. The time limit applies, and the process stays alive, while a
 * reader waits for a chunk. The exchange ends with the body.
 */
export class WatchedBody implements ByteSource, AsyncIterator<Uint8Array, undefined> {
  readonly #queue: ChunkQueue;
  readonly #exchange: Exchange;

  /**
   * @param queue - the chunks as they arrive
   * @param exchange - of the response
   */
  constructor(queue: ChunkQueue, exchange: Exchange) {
    this.#queue = queue;
    this.#exchange = exchange;
    exchange.stopReading();
  }

  /** All bytes, if they have arrived without an error. */
  arrived(): readonly Uint8Array[] | undefined {
    const chunks = this.#exchange.failure === undefined ? this.#queue.arrived() : undefined;
    if (chunks !== undefined) this.#exchange.close();
    return chunks;
  }

  async next(): Promise<Result> {
    const isWaiting = !this.#queue.isReady;
    if (isWaiting) this.#exchange.startReading();
    try {
      const result = await this.#queue.next();
      if (result.done === true) this.#finish();
      return result;
    } catch (error) {
      this.#exchange.close();
      throw error;
    } finally {
      if (isWaiting) this.#exchange.stopReading();
    }
  }

  return(): Promise<Result> {
    this.#exchange.close();
    return this.#queue.return();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The exchange may have failed after the end of the body, for example by bytes beyond its length. */
  #finish(): void {
    if (this.#exchange.failure !== undefined) throw this.#exchange.failure;
    this.#exchange.close();
  }
}
