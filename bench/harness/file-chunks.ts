import { open } from "node:fs/promises";

const chunkBytes = 65_536;

/** Reads a file in chunks in the cheapest way: into two alternating buffers, without a stream. */
export async function* fileChunks(path: string): AsyncIterable<Buffer> {
  await using file = await open(path);
  let [next, other] = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)];
  for (;;) {
    [next, other] = [other, next];
    const { bytesRead } = await file.read(next, 0, chunkBytes, null);
    if (bytesRead === 0) return;
    yield next.subarray(0, bytesRead);
  }
}
