/** Controls the source that fills a queue. */
export interface Flow {
  /** Stops the source from sending. */
  pause(): void;
  /** Lets the source send again. */
  resume(): void;
}

type Result = IteratorResult<Uint8Array, undefined>;

/** The source is paused above this many bytes, and resumed below half of them. */
const maxQueuedBytes = 65_536;

/** Chunks that a source pushes and one reader pulls. If the reader is slower, the source is paused. */
export class ChunkQueue implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #flow: Flow;
  #chunks: Uint8Array[] = [];
  #queuedBytes = 0;
  #isPaused = false;
  #isEnded = false;
  #error: unknown;
  #reader: PromiseWithResolvers<Result> | undefined;

  /** @param flow - pauses and resumes the source */
  constructor(flow: Flow) {
    this.#flow = flow;
  }

  /** Adds a chunk. */
  push(chunk: Uint8Array): void {
    if (this.#isEnded) return;
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      reader.resolve({ value: chunk, done: false });
      return;
    }
    this.#chunks.push(chunk);
    this.#queuedBytes += chunk.byteLength;
    if (this.#queuedBytes < maxQueuedBytes || this.#isPaused) return;
    this.#isPaused = true;
    this.#flow.pause();
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
    const reader = this.#reader;
    this.#reader = undefined;
    if (error === undefined) reader?.resolve({ value: undefined, done: true });
    else reader?.reject(error);
  }

  /** True if `next` does not wait. */
  get isReady(): boolean {
    return this.#chunks.length > 0 || this.#isEnded;
  }

  /** Takes all chunks if the source has ended without error. */
  arrived(): readonly Uint8Array[] | undefined {
    if (!this.#isEnded || this.#error !== undefined) return undefined;
    const chunks = this.#chunks;
    this.#chunks = [];
    return chunks;
  }

  next(): Promise<Result> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#queuedBytes -= chunk.byteLength;
      this.#resume();
      return Promise.resolve({ value: chunk, done: false });
    }
    if (!this.#isEnded) return (this.#reader = Promise.withResolvers()).promise;
    const error = this.#error;
    this.#error = undefined;
    return error === undefined ? Promise.resolve({ value: undefined, done: true }) : Promise.reject(error);
  }

  return(): Promise<Result> {
    this.#chunks.length = 0;
    this.end();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #resume(): void {
    if (!this.#isPaused || this.#queuedBytes >= maxQueuedBytes / 2) return;
    this.#isPaused = false;
    this.#flow.resume();
  }
}
