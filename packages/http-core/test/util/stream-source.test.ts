import { PassThrough, Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { sourceOf } from "../../src/util/stream-source.js";
import { readAll } from "../../src/http/body/read-body.js";

const bytes = Buffer.from("bytes");

async function* generated(): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** A stream that has one chunk, and then waits. */
const waiting: readonly (readonly [string, (onClose: () => void) => AsyncIterable<Uint8Array>])[] = [
  [
    "stream of Node",
    (onClose) => {
      const stream = new PassThrough().on("error", () => {}).on("close", onClose);
      stream.write(bytes);
      return stream;
    },
  ],
  [
    "web stream",
    (cancel) =>
      new ReadableStream<Uint8Array>({ start: (to) => to.enqueue(bytes), cancel }) as AsyncIterable<Uint8Array>,
  ],
];

describe("a source", () => {
  it.each<[string, () => AsyncIterable<Uint8Array>]>([
    ["generator", generated],
    ["stream of Node", () => Readable.from(generated(), { objectMode: false })],
    ["web stream", () => ReadableStream.from(generated()) as unknown as AsyncIterable<Uint8Array>],
  ])("of a %s has all bytes, and can be closed afterwards", async (_, open) => {
    const { chunks, close } = sourceOf(open());
    expect(Buffer.from(await readAll(chunks))).toEqual(bytes);
    close();
    close();
  });

  it.each(waiting)(
    "of a %s closes while a chunk is awaited, and does not end as if it were complete",
    async (_, open) => {
      const closed = Promise.withResolvers<void>();
      const { chunks, close } = sourceOf(open(closed.resolve));
      const iterator = chunks[Symbol.asyncIterator]();
      expect(await iterator.next()).toMatchObject({ done: false });
      const next = iterator.next();
      close();
      await expect(next).rejects.toThrow(/close/i);
      await closed.promise;
    },
  );

  it.each(waiting)("of a %s closes before it is read", async (_, open) => {
    const closed = Promise.withResolvers<void>();
    sourceOf(open(closed.resolve)).close();
    await expect(closed.promise).resolves.toBeUndefined();
  });

  it("of an iterator that can't be closed is left as it is", () => {
    const { close } = sourceOf({ [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }) });
    expect(close).not.toThrow();
  });
});
