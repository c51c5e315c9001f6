import { concatChunks } from "./read-body.js";

/** Reads bytes from chunks: a chunk as it comes, or as many bytes as are asked for. */
export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #unread: Uint8Array = new Uint8Array();

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** Reads the next bytes, at least one; `undefined` at the end. */
  async next(): Promise<Uint8Array | undefined> {
    const unread = this.#unread;
    this.#unread = new Uint8Array();
    if (unread.byteLength > 0) return unread;
    for (;;) {
      const { done, value } = await this.#chunks.next();
      if (done === true) return undefined;
      if (value.byteLength > 0) return value;
    }
  }

  /** Reads `count` bytes, or fewer at the end. */
  async read(count: number): Promise<Buffer> {
    const chunks: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      const chunk = await this.next();
      if (chunk === undefined) break;
      chunks.push(chunk.subarray(0, missing));
      this.unread(chunk.subarray(missing));
      missing -= chunks.at(-1)?.byteLength ?? 0;
    }
    return Buffer.from(concatChunks(chunks));
  }

  /** Puts bytes back, to be read next. */
  unread(bytes: Uint8Array): void {
    this.#unread = this.#unread.byteLength === 0 ? bytes : Buffer.concat([bytes, this.#unread]);
  }
}
