import type { Transform } from "node:stream";
import { detachEvents, streamOptions } from "../../util/inherited-members.js";
import { nodeBuiltins } from "../../node-builtins.js";
import type { SupportedCoding } from "./codings.js";
import { readGzip } from "./gzip.js";

/** Decompresses one layer. The first of its bytes tells which form it has. */
type Decoder = (encoded: AsyncIterable<Uint8Array>, first: Uint8Array) => AsyncIterable<Uint8Array>;

/** What undoes each coding. */
export const decoders: Readonly<Record<SupportedCoding, Decoder>> = {
  gzip: readGzip,
  "x-gzip": readGzip,
  br: (encoded) => transform(encoded, nodeBuiltins.zlib.createBrotliDecompress()),
  zstd: (encoded) => transform(encoded, nodeBuiltins.zlib.createZstdDecompress()),
  // Servers send zlib data, as the standard says, or raw data without its header. The header's first byte ends in 8.
  deflate: (encoded, [first = 0]) => {
    const { createInflate, createInflateRaw } = nodeBuiltins.zlib;
    return transform(encoded, (first & 0x0f) === 8 ? createInflate() : createInflateRaw());
  },
};

function transform(source: AsyncIterable<Uint8Array>, decoder: Transform): AsyncIterable<Uint8Array> {
  const { pipeline, Readable } = nodeBuiltins.stream;
  const input = detachEvents(Readable.from(source, { ...streamOptions, objectMode: false }));
  return pipeline(input, decoder, () => {}) as AsyncIterable<Uint8Array>;
}
