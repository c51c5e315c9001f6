import { isHttpCoreError } from "../../http-core-error.js";
import { BodyError } from "../../errors.js";
import { decoders } from "./decoders.js";
import { checkExpansion } from "./expansion.js";
import { refuseBytes } from "./read-body.js";
import { isSupported, readCodings, type ContentCoding, type SupportedCoding } from "./codings.js";

/** Maximum number of codings of one body. */
const maxCodings = 5;

/** Counts the bytes that were received. */
interface Counter {
  bytes: number;
}

/**
 * Undoes the codings of a body, the last one first.
 *
 * @param source - the bytes as they were received
 * @param encoding - a value of `Content-Encoding`
 * @throws BodyError `BODY_ENCODING`, `BODY_TRUNCATED`, `BODY_TOO_LARGE`
 */
export async function* undoCodings(source: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  const codings = readCodings(encoding);
  if (codings.length > maxCodings || !codings.every(isSupported)) {
    return yield* refuseBytes(source, () => unsupportedError(codings));
  }
  const received = { bytes: 0 };
  yield* codings.reduceRight<AsyncIterable<Uint8Array>>(
    (chunks, coding) => undo(chunks, coding, received),
    countBytes(source, received),
  );
}

/** Undoes one coding. */
async function* undo(
  source: AsyncIterable<Uint8Array>,
  coding: SupportedCoding,
  received: Counter,
): AsyncIterable<Uint8Array> {
  const encoded = source[Symbol.asyncIterator]();
  try {
    const first = await firstBytes(encoded);
    if (first === undefined) return;
    let bytes = 0;
    for await (const chunk of decoders[coding](startWith(first, encoded), first)) {
      bytes += chunk.byteLength;
      checkExpansion(bytes, received.bytes);
      yield chunk;
    }
  } catch (error) {
    if (isHttpCoreError(error)) throw error;
    throw new BodyError("BODY_TRUNCATED", `The ${coding} data of the response is truncated or invalid`);
  } finally {
    // Not awaited: the source may wait for bytes that never come.
    encoded.return?.().catch(() => {});
  }
}

/** The first chunk that is not empty; `undefined` if there is none. */
async function firstBytes(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  for (;;) {
    const { done, value } = await chunks.next();
    if (done === true) return undefined;
    if (value.byteLength > 0) return value;
  }
}

async function* startWith(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  yield first;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function* countBytes(source: AsyncIterable<Uint8Array>, counter: Counter): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    counter.bytes += chunk.byteLength;
    yield chunk;
  }
}

function unsupportedError(codings: readonly ContentCoding[]): BodyError {
  const encoding = JSON.stringify(codings.join(", "));
  const message = `The response is encoded as ${encoding}; only gzip, br, deflate and zstd can be read, at most ${maxCodings} of them combined`;
  return new BodyError("BODY_ENCODING", message);
}
