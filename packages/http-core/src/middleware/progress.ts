import type { Progress } from "../transports/transport.js";

/**
 * Passes on the chunks of a body, and reports how many bytes have passed: once before the first chunk, and after each.
 *
 * @param chunks - of the body
 * @param totalBytes - the length of the body, if it is known
 * @param attempt - the number of the attempt, from 1
 * @param onProgress - receives each report; it may throw, which ends the body
 */
export async function* reportProgress(
  chunks: AsyncIterable<Uint8Array>,
  totalBytes: number | undefined,
  attempt: number,
  onProgress: (progress: Progress) => void,
): AsyncIterable<Uint8Array> {
  let bytes = 0;
  onProgress({ bytes, totalBytes, attempt });
  for await (const chunk of chunks) {
    yield chunk;
    bytes += chunk.byteLength;
    onProgress({ bytes, totalBytes, attempt });
  }
}
