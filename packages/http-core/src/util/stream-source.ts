import type { Readable } from "node:stream";

/** The bytes of a stream. */
export interface StreamSource {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Closes the source, so that it frees its file or connection. Without effect after its end. */
  close(): void;
}

/**
 * Lets a stream be closed from outside. A stream of Node or the web closes at once, also while its next
 * chunk is awaited; a generator can close only at its next `yield`.
 *
 * @param stream - is read by the source alone
 */
export function sourceOf(stream: AsyncIterable<Uint8Array>): StreamSource {
  if (isWebStream(stream)) return webSource(stream.getReader());
  if (isNodeStream(stream)) return { chunks: stream, close: () => void stream.destroy() };
  const iterator = stream[Symbol.asyncIterator]();
  return {
    chunks: { [Symbol.asyncIterator]: () => iterator },
    close: () => void iterator.return?.().catch(ignoreError),
  };
}

function webSource(reader: ReadableStreamDefaultReader<Uint8Array>): StreamSource {
  let isClosed = false;
  const close = (): void => {
    isClosed = true;
    reader.cancel().catch(ignoreError);
  };
  async function* read(): AsyncIterable<Uint8Array> {
    try {
      for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) yield value!;
      // A cancelled stream ends as a complete one does. The request must not end so.
      if (isClosed) throw new Error("the stream was closed before its end");
    } finally {
      close();
    }
  }
  return { chunks: read(), close };
}

function isWebStream(stream: object): stream is ReadableStream<Uint8Array> {
  return "getReader" in stream && typeof stream.getReader === "function";
}

function isNodeStream(stream: object): stream is Readable {
  return "destroy" in stream && typeof stream.destroy === "function" && "pipe" in stream;
}

/** The source is no longer needed, so it does not matter that it can't be closed. */
function ignoreError(): void {}
