/** How a queue holds back whoever fills it. */
export interface Flow {
  pause(): void;
  resume(): void;
}

type Result = IteratorResult<Uint8Array, undefined>;

interface Reader {
  resolve(result: Result): void;
  reject(error: unknown): void;
}

const mostQueuedBytes = 65_536;

/** Chunks that come by themselves, for one reader who asks for them: where the reader is slower, the sender waits. */
export class ChunkQueue implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #flow: Flow;
  readonly #chunks: Uint8Array[] = [];
  #queuedBytes = 0;
  #isPaused = false;
  #isEnded = false;
  #error: unknown;
  #reader: Reader | undefined;

  /** @param flow - of whoever fills the queue */
  constructor(flow: Flow) {
    this.#flow = flow;
  }

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
    if (this.#queuedBytes < mostQueuedBytes || this.#isPaused) return;
    this.#isPaused = true;
    this.#flow.pause();
  }

  /** Nothing more comes; after an error, that is thrown at the end. */
  end(error?: unknown): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#error = error;
    const reader = this.#reader;
    this.#reader = undefined;
    if (error === undefined) reader?.resolve({ value: undefined, done: true });
    else reader?.reject(error);
  }

  /** All chunks, where the end has come and nobody has read. */
  arrived(): readonly Uint8Array[] | undefined {
    return this.#isEnded && this.#error === undefined ? this.#chunks.splice(0) : undefined;
  }

  next(): Promise<Result> {
    const chunk = this.#chunks.shift();
    if (chunk !== undefined) {
      this.#queuedBytes -= chunk.byteLength;
      this.#resume();
      return Promise.resolve({ value: chunk, done: false });
    }
    if (!this.#isEnded) return new Promise((resolve, reject) => (this.#reader = { resolve, reject }));
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
    if (!this.#isPaused || this.#queuedBytes >= mostQueuedBytes / 2) return;
    this.#isPaused = false;
    this.#flow.resume();
  }
}
