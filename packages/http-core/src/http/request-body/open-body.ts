import { isHttpCoreError, type ErrorFacts, type HttpCoreError } from "../../http-core-error.js";
import { BodyError } from "../../errors.js";
import { omitUndefined } from "../../util/omit-undefined.js";
import type { Body } from "./body.js";
import { sourceOf } from "../../util/stream-source.js";
import { isError } from "../../util/realms.js";

/** How a body is opened. */
export interface OpenOptions {
  /** True if each chunk is written before the next one is read, so that the body may reuse its buffers. Default false. */
  readonly reusesBuffers?: boolean;
  /** Returns the fields of an error: the request, and how much of it has been sent. Default: no fields. */
  readonly facts?: () => ErrorFacts;
  /**
   * Called when the source is open, with a function that closes the source before its end. Default: the source can't be
   * closed early.
   */
  readonly onOpen?: (close: () => void) => void;
}

/**
 * Opens a body to send it: for transports. The last chunk of a body with a `length` is held back until the source has ended,
 * so that a request with a wrong length is never completed. Buffers that are reused can't be held back: then nothing beyond the
 * length is passed on. After an error the transport must close the connection, because the server may wait for more.
 *
 * @param body - of the request
 * @param options - see {@link OpenOptions}
 * @throws BodyError `BODY_LENGTH_WRONG` for a body that is longer or shorter than its `length`, `BODY_SOURCE_FAILED` for
 * an error of its source, which is the cause; an `InputError`, or an error that another package defines, is thrown as it is
 */
export async function* openBody(body: Body, options: OpenOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
  const { reusesBuffers = false, facts = () => ({}), onOpen }: OpenOptions = omitUndefined(options);
  try {
    const reusing = reusesBuffers ? body.openReusing?.() : undefined;
    const { chunks, close } = sourceOf(reusing ?? body.open());
    onOpen?.(close);
    yield* body.length === undefined ? chunks : checkedChunks(chunks, body.length, reusing === undefined);
  } catch (error) {
    throw bodyFault(error, facts());
  }
}

/** Passes on exactly `length` bytes. */
async function* checkedChunks(
  chunks: AsyncIterable<Uint8Array>,
  length: number,
  holdsLast: boolean,
): AsyncIterable<Uint8Array> {
  let bytes = 0;
  let last: Uint8Array | undefined;
  for await (const chunk of chunks) {
    if (chunk.byteLength === 0) continue;
    bytes += chunk.byteLength;
    if (bytes > length) throw wrongLength(`at least ${bytes}`, length);
    if (bytes === length && holdsLast) last = chunk;
    else yield chunk;
  }
  if (bytes < length) throw wrongLength(String(bytes), length);
  if (last !== undefined) yield last;
}

function wrongLength(found: string, length: number): BodyError {
  return new BodyError(
    "BODY_LENGTH_WRONG",
    `The request body has ${found} bytes, but its length says ${length}; the connection was closed`,
  );
}

/** Codes that say what is wrong with this body. */
const ownCodes = new Set(["BODY_LENGTH_WRONG", "BODY_NOT_REPLAYABLE"]);

/** A source throws errors of these classes about an exchange of its own, for example if it passes on a download that failed. */
const exchangeKinds = new Set([
  "HttpError",
  "TransportError",
  "RedirectError",
  "AuthenticationError",
  "RetryWindowExhaustedError",
  "CallEndedError",
  "BodyError",
]);

function bodyFault(error: unknown, facts: ErrorFacts): HttpCoreError {
  if (!isHttpCoreError(error) || (exchangeKinds.has(error.name) && !ownCodes.has(error.code))) {
    const reason = isError(error) ? error.message : String(error);
    return new BodyError("BODY_SOURCE_FAILED", `The source of the request body failed: ${reason}`, {
      ...facts,
      cause: error,
    });
  }
  return ownCodes.has(error.code) ? new BodyError(error.code as "BODY_LENGTH_WRONG", error.message, facts) : error;
}
