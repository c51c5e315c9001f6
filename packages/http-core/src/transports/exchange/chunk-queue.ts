import type { ByteSource } from "../../http/body/read-body.js";

/** The exchange whose response has the body. */
export interface BodyExchange {
  /** The error that ended the exchange; `undefined` if none did. */
  readonly failure: Error | undefined;
  /** A reader waits for more of the body. */
  startReading(): void;
  /** The body is not being read. */
  stopReading(): void;
  /** Stops the connection from sending more of the body. */
  pause(): void;
  /** Lets the connection send more of the body. */
  resume(): void;
  /** Ends the exchange. May be called several times. */
  close(): void;
}

type Result = IteratorResult<Uint8Array, undefined>;

/** The connection is paused above this many bytes, and resumed below half of them. */
const maxQueuedBytes = 65_536;

/**
 * The body of a response: chunks that a connection pushes and one reader pulls. If the reader is slower, the connection is
 * paused. The exchange ends with the body.
 */
export class ChunkQueue implements ByteSource, AsyncIterator<Uint8Array, undefined> {
  readonly #exchange: BodyExchange;
  #chunks: Uint8Array[] = [];
  #queuedBytes = 0;
  #isPaused = false;
  #isEnded = false;
  #error: unknown;
  #reader: PromiseWithResolvers<Result> | undefined;

  /** @param exchange - of the response */
  constructor(exchange: BodyExchange) {
    this.#exchange = exchange;
  }

  /** Adds a chunk. */
  push(chunk: Uint8Array): void {
    if (this.#isEnded) return;
    const reader = this.#takeReader();
    if (reader !== undefined) return reader.resolve({ value: chunk, done: false });
    this.#chunks.push(chunk);
    this.#queuedBytes += chunk.byteLength;
    if (this.#queuedBytes < maxQueuedBytes || this.#isPaused) return;
    this.#isPaused = true;
    this.#exchange.pause();
  }

  /**
   * Ends the queue after the chunks that it has.
   *
   * @param error - thrown to the reader after the last chunk; default none
   */
  end(error?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    this.#takeReader()?.resolve(this.#finish());
  }

  /** True if `next` does not wait. */
  get isReady(): boolean {
    return this.#chunks.length > 0 || this.#isEnded;
  }

  /** Takes all chunks if the source has ended without error. */
  arrived(): readonly Uint8Array[] | undefined {
    if (!this.#isEnded || this.#error !== undefined || this.#exchange.failure !== undefined) return undefined;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#exchange.close();
    return chunks;
  }

  next(): Promise<Result> {
    if (!this.isReady) return this.#wait();
    const chunk = this.#chunks.shift();
    if (chunk === undefined) return this.#finish();
    this.#queuedBytes -= chunk.byteLength;
    if (this.#isPaused && this.#queuedBytes < maxQueuedBytes / 2) {
      this.#isPaused = false;
      this.#exchange.resume();
    }
    return Promise.resolve({ value: chunk, done: false });
  }

  return(): Promise<Result> {
    this.#exchange.close();
    this.#chunks.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #wait(): Promise<Result> {
    this.#exchange.startReading();
    this.#reader = Promise.withResolvers();
    return this.#reader.promise;
  }

  #takeReader(): PromiseWithResolvers<Result> | undefined {
    const reader = this.#reader;
    if (reader === undefined) return undefined;
    this.#reader = undefined;
    this.#exchange.stopReading();
    return reader;
  }

  /** The exchange may have failed after the end of the body, for example by bytes beyond its length. */
  async #finish(): Promise<Result> {
    const error = this.#error ?? this.#exchange.failure;
    this.#error = undefined;
    this.#exchange.close();
    if (error !== undefined) throw error;
    return { value: undefined, done: true };
  }
}
