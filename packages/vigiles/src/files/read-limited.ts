/**
 * Reads a stream whole, up to a limit.
 *
 * @param chunks - for example of a pipe
 * @param maxBytes - limit
 * @returns undefined if there is more; then the rest is not read
 */
export async function readLimited(chunks: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Buffer | undefined> {
  const read: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > maxBytes) return undefined;
    read.push(chunk);
  }
  return Buffer.concat(read);
}
