import type { Transform } from "node:stream";
import { BodyError, isHttpCoreError } from "../../errors.js";
import { nodeBuiltins } from "../../util/node-builtins.js";

const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: () => nodeBuiltins.zlib.createGunzip(),
  "x-gzip": () => nodeBuiltins.zlib.createGunzip(),
  br: () => nodeBuiltins.zlib.createBrotliDecompress(),
};

/** A body that decompresses to more bytes than this for each byte received is refused as an attack (a "zip bomb"). */
const maxRatio = 200;
/** The ratio is checked only above this many decompressed bytes. */
const minRatioBytes = 1_048_576;

/**
 * Decompresses a body: that of a response, or one inside a response. It ends with an error as soon as the bytes are more
 * than 1 MiB and more than 200 times those received.
 *
 * @param source - the bytes as they were received
 * @param encoding - `gzip`, `x-gzip` or `br`
 * @throws BodyError `BODY_ENCODING` for an unknown encoding, `BODY_TRUNCATED` for data that is cut or broken,
 * `BODY_TOO_LARGE` for a zip bomb
 */
export async function* decompress(source: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const createDecoder = decoders[encoding];
  if (createDecoder === undefined) {
    const message = `The response is encoded as ${JSON.stringify(encoding)}; only gzip and br are supported`;
    throw new BodyError("BODY_ENCODING", message);
  }
  const received = { bytes: 0 };
  const { pipeline, Readable } = nodeBuiltins.stream;
  const input = Readable.from(countBytes(source, received), { objectMode: false });
  const decoder = pipeline(input, createDecoder(), () => {});
  let bytes = 0;
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      checkRatio(bytes, received.bytes);
      yield chunk;
    }
  } catch (error) {
    if (isHttpCoreError(error)) throw error;
    throw new BodyError("BODY_TRUNCATED", `The ${encoding} data of the response is cut or broken`);
  }
}

async function* countBytes(source: AsyncIterable<Uint8Array>, counter: { bytes: number }): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    counter.bytes += chunk.byteLength;
    yield chunk;
  }
}

function checkRatio(decompressedBytes: number, receivedBytes: number): void {
  if (decompressedBytes <= minRatioBytes || decompressedBytes <= receivedBytes * maxRatio) return;
  const message = `The response decompresses to more than ${maxRatio} times its received size`;
  throw new BodyError("BODY_TOO_LARGE", message);
}
