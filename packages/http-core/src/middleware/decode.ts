import type { CallContext } from "./call-context.js";
import { readCodings } from "../http/body/codings.js";
import { decompress } from "../http/body/decompress.js";
import { checkBody, concatChunks, readAll, readBody } from "../http/body/read-body.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import { cancelBody, hasBody, takeBody, withBody } from "../http/body-response.js";
import type { HttpResponse } from "../http/response.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import { reportProgress } from "./progress.js";

/** Responses with these statuses have no body (RFC 9110 section 6.4.1). */
const bodilessStatuses = new Set([204, 205, 304]);

/**
 * Turns the bytes received into a response body: decompressed, checked against `Content-Length`, within every limit.
 * Unless the call streams, the body is read whole here, so that a truncated body fails the attempt, which can then be
 * retried. A status other than a success is enough to know what happened: then a body that can't be read fails only
 * when it is read.
 */
export function decode(response: HttpResponse, request: HttpRequest, context: CallContext): MaybePromise<HttpResponse> {
  if (request.method === "HEAD" || bodilessStatuses.has(response.status)) return withoutBody(response);
  if (context.options.stream) return streamBody(response, context);
  if (!response.ok) return readFailure(response, context);
  if (!isPlain(response, context)) return readEncoded(response, context);
  const { options } = context;
  const { maxResponseBytes: maxBytes } = options;
  const body = readBody(takeBody(response), { maxBytes, announcedBytes: announcedBytesOf(response) });
  if (!isPromise(body)) return withBody(response, body, options);
  return body.then((bytes) => withBody(response, bytes, options));
}

function withoutBody(response: HttpResponse): MaybePromise<HttpResponse> {
  const empty = withBody(response, undefined);
  return hasBody(response) ? response.discard().then(() => empty) : empty;
}

/** True for most responses: not encoded, no progress reports. Their body needs no chain of generators. */
function isPlain(response: HttpResponse, { options }: CallContext): boolean {
  return options.onDownloadProgress === undefined && encodingOf(response) === "";
}

function streamBody(response: HttpResponse, context: CallContext): HttpResponse {
  return withBody(response, decodedChunks(response, context), context.options, () => cancelBody(response));
}

async function readEncoded(response: HttpResponse, context: CallContext): Promise<HttpResponse> {
  return withBody(response, await readAll(decodedChunks(response, context)), context.options);
}

async function readFailure(response: HttpResponse, context: CallContext): Promise<HttpResponse> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of decodedChunks(response, context)) chunks.push(chunk);
  } catch (error) {
    if (context.signal?.aborted) throw error;
    return withBody(response, brokenBody(chunks, error), context.options);
  }
  return withBody(response, concatChunks(chunks), context.options);
}

/** A body of which only a part could be read. */
async function* brokenBody(chunks: readonly Uint8Array[], error: unknown): AsyncIterable<Uint8Array> {
  yield* chunks;
  throw error;
}

/** Decodes a body while it is read. If reading ends early, nothing waits for the rest of the body. */
async function* decodedChunks(response: HttpResponse, context: CallContext): AsyncIterable<Uint8Array> {
  let isWhole = false;
  try {
    yield* checkedChunks(response, context);
    isWhole = true;
  } finally {
    if (!isWhole) cancelBody(response);
  }
}

function checkedChunks(response: HttpResponse, context: CallContext): AsyncIterable<Uint8Array> {
  const { maxResponseBytes: maxBytes } = context.options;
  const announcedBytes = announcedBytesOf(response);
  const encoding = encodingOf(response);
  const isEncoded = encoding !== "";
  // `Content-Length` is a number of received bytes; the limit applies to decompressed bytes.
  const received = checkBody(response.chunks(), { maxBytes: isEncoded ? Infinity : maxBytes, announcedBytes });
  const observed = reportProgress(received, { name: "onDownloadProgress", totalBytes: announcedBytes, context });
  return isEncoded ? checkBody(decompress(observed, encoding), { maxBytes, announcedBytes: undefined }) : observed;
}

/** How a body is encoded; empty if it is not. */
function encodingOf(response: HttpResponse): string {
  const encoding = headersOf(response).get("content-encoding");
  return encoding === null || readCodings(encoding).length === 0 ? "" : encoding;
}

function announcedBytesOf(response: HttpResponse): number | undefined {
  const text = headersOf(response).get("content-length");
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}
