import { BodyError } from "../../errors.js";
import type { MaybePromise } from "../../util/maybe-promise.js";
import { isBytes } from "../../util/realms.js";
import { concatBytes } from "../../util/platform/bytes.js";

/** Bytes of a response that are read once. */
export interface ByteSource extends AsyncIterable<Uint8Array> {
  /** All bytes, if they are there already; `undefined` if they have to be read. */
  arrived?(): readonly Uint8Array[] | undefined;
}

/** What the bytes of a body are checked against. */
export interface BodyLimits {
  /** Maximum size, in bytes. */
  readonly maxBytes: number;
  /** Size that the server announced by `Content-Length`, in bytes; `undefined` if it did not. */
  readonly announcedBytes: number | undefined;
}

/**
 * Reads a body whole. It returns no promise if there is nothing to wait for.
 *
 * @throws BodyError `BODY_TOO_LARGE`, `BODY_TRUNCATED`
 */
export function readBody(body: Uint8Array | ByteSource, limits: BodyLimits): MaybePromise<Uint8Array> {
  const chunks = isBytes(body) ? [body] : body.arrived?.();
  if (chunks === undefined) return readChunks(body as ByteSource, limits);
  const bytes = concatChunks(chunks);
  checkSize(bytes.byteLength, limits.maxBytes);
  checkLength(bytes.byteLength, limits.announcedBytes);
  return bytes;
}

async function readChunks(source: ByteSource, { maxBytes, announcedBytes }: BodyLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    checkSize(bytes, maxBytes);
    chunks.push(chunk);
  }
  checkLength(bytes, announcedBytes);
  return concatChunks(chunks);
}

/**
 * Passes the chunks of a body on, and checks them on their way.
 *
 * @throws BodyError `BODY_TOO_LARGE` as soon as it is, `BODY_TRUNCATED` at the end
 */
export async function* checkBody(
  source: AsyncIterable<Uint8Array>,
  { maxBytes, announcedBytes }: BodyLimits,
): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    checkSize(bytes, maxBytes);
    yield chunk;
  }
  checkLength(bytes, announcedBytes);
}

/**
 * Passes a body only if it has no byte.
 *
 * @param source - of a body that can't be read
 * @param createError - makes the error that is thrown at the first byte
 */
export async function* refuseBytes(
  source: AsyncIterable<Uint8Array>,
  createError: () => Error,
): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    if (chunk.byteLength > 0) throw createError();
    yield chunk;
  }
}

/** Reads a source whole, without a limit. */
export async function readAll(source: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return concatChunks(chunks);
}

/** Joins chunks; a single one is not copied. */
export function concatChunks(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : concatBytes(chunks);
}

function checkSize(bytes: number, maxBytes: number): void {
  if (bytes <= maxBytes) return;
  throw new BodyError("BODY_TOO_LARGE", `The response body is larger than maxResponseBytes (${maxBytes})`);
}

function checkLength(bytes: number, announcedBytes: number | undefined): void {
  if (announcedBytes === undefined || bytes === announcedBytes) return;
  const message = `The response body has ${bytes} bytes, but Content-Length says ${announcedBytes}`;
  throw new BodyError("BODY_TRUNCATED", message);
}
