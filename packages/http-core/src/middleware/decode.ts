import type { CallContext } from "./call-context.js";
import { decompress } from "../http/body/decompress.js";
import { checkBody, readAll, readBody } from "../http/body/read-body.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import { cancelBody, takeBody, type HttpResponse, withBody } from "../http/response.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import { reportProgress } from "./progress.js";
import { isRedirect } from "./redirect.js";

/** Responses with these statuses have no body (RFC 9110 section 6.4.1). */
const bodilessStatuses = new Set([204, 205, 304]);

/**
 * Turns the bytes received into a response body: decompressed, checked against `Content-Length`, within every limit.
 * Unless the call streams, the body is read whole here, so that a truncated body fails the attempt, which can then be retried.
 */
export function decode(response: HttpResponse, request: HttpRequest, context: CallContext): MaybePromise<HttpResponse> {
  if (request.method === "HEAD" || bodilessStatuses.has(response.status)) return withoutBody(response);
  // The body of a redirect that is followed or refused is never decoded.
  if (isRedirect(response) && context.options.redirect !== "manual") return response;
  if (!isPlain(response, context)) return decodeChunks(response, context);
  const { maxResponseBytes: maxBytes, maxJsonValues } = context.options;
  const body = readBody(takeBody(response), { maxBytes, announcedBytes: announcedBytesOf(response) });
  if (!isPromise(body)) return withBody(response, body, { maxJsonValues });
  return body.then((bytes) => withBody(response, bytes, { maxJsonValues }));
}

async function withoutBody(response: HttpResponse): Promise<HttpResponse> {
  await response.discard();
  return withBody(response, undefined);
}

/** True for most responses: not encoded, not streamed, no progress reports. Their body needs no chain of generators. */
function isPlain(response: HttpResponse, { options }: CallContext): boolean {
  return !options.stream && options.onDownloadProgress === undefined && encodingOf(response) === "";
}

async function decodeChunks(response: HttpResponse, context: CallContext): Promise<HttpResponse> {
  const chunks = decodedChunks(response, context);
  const cancel = (): void => cancelBody(response);
  const { stream, maxJsonValues } = context.options;
  if (stream) return withBody(response, chunks, { cancel, maxJsonValues });
  try {
    return withBody(response, await readAll(chunks), { maxJsonValues });
  } catch (error) {
    cancel();
    throw error;
  }
}

function decodedChunks(response: HttpResponse, { options, trace }: CallContext): AsyncIterable<Uint8Array> {
  const { onDownloadProgress, maxResponseBytes: maxBytes } = options;
  const announcedBytes = announcedBytesOf(response);
  const encoding = encodingOf(response);
  const isEncoded = encoding !== "";
  // `Content-Length` is a number of received bytes; the limit applies to decompressed bytes.
  const received = checkBody(response.chunks(), { maxBytes: isEncoded ? Infinity : maxBytes, announcedBytes });
  const observed =
    onDownloadProgress === undefined
      ? received
      : reportProgress(received, announcedBytes, trace.attempts, onDownloadProgress);
  if (!isEncoded) return observed;
  return checkBody(decompress(observed, encoding), { maxBytes, announcedBytes: undefined });
}

/** How a body is encoded; empty if it is not. */
function encodingOf(response: HttpResponse): string {
  const encoding = headersOf(response).get("content-encoding")?.trim().toLowerCase() ?? "";
  return encoding === "identity" ? "" : encoding;
}

function announcedBytesOf(response: HttpResponse): number | undefined {
  const text = headersOf(response).get("content-length");
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}
