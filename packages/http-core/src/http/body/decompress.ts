import { Lazy } from "../../util/lazy.js";

/** Loaded with the first compressed body, so that a program does not load it at its start. */
const decoding = new Lazy(() => import("./undo-codings.js"));

/**
 * Decompresses a body: that of a response, or one inside a response. It ends with an error as soon as the bytes are more
 * than 1 MiB and more than 200 times those received. A body without bytes is empty with every encoding.
 *
 * @param source - the bytes as they were received
 * @param encoding - a value of `Content-Encoding`: `gzip`, `x-gzip`, `br`, `deflate`, `zstd`, or up to five of them in the
 * order in which they were applied
 * @throws BodyError `BODY_ENCODING` for encodings that can't be undone, `BODY_TRUNCATED` for data that is truncated or invalid,
 * `BODY_TOO_LARGE` for a zip bomb
 */
export async function* decompress(source: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const { undoCodings } = await decoding.get();
  yield* undoCodings(source, encoding);
}
