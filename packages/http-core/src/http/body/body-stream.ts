/**
 * Makes a stream of the chunks of a body. Nothing is opened before the first read, and nothing is read ahead.
 *
 * @param open - opens the body
 * @param cancel - closes the body at once, also while a chunk is awaited
 */
export function bodyStream(open: () => AsyncIterable<Uint8Array>, cancel: () => void): ReadableStream<Uint8Array> {
  let chunks: AsyncIterator<Uint8Array> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        chunks ??= open()[Symbol.asyncIterator]();
        const { value, done } = await chunks.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      cancel() {
        cancel();
        // An iterator that waits for a chunk ends with the body. A reader that does not wait has to be notified.
        chunks?.return?.().catch(() => {});
      },
    },
    { highWaterMark: 0 },
  );
}
