import type { Transform } from "node:stream";
import type { CallContext, CallOptions } from "./call-context.js";
import { BodyError, isHttpCoreError } from "../errors.js";
import type { HeaderList } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import { nodeModules } from "../util/node-modules.js";
import type { HttpRequest } from "../http/request.js";
import { collect, joined, takeBody, type HttpResponse, withBody } from "../http/response.js";
import { counted } from "./encode.js";
import { isRedirect } from "./redirect.js";

const gunzip = (): Transform => nodeModules.zlib.createGunzip();
const decoders: Readonly<Record<string, () => Transform>> = {
  gzip: gunzip,
  "x-gzip": gunzip,
  br: () => nodeModules.zlib.createBrotliDecompress(),
};
/** Above this many decoded bytes for each one on the wire, and a megabyte in all, a body counts as an attack. */
const mostRatio = 200;
const ratioFloorBytes = 1_048_576;
const bodiless = new Set([204, 205, 304]);

/**
 * Turns what came over the wire into a body: decoded strictly, checked for its length, under every ceiling. Unless the
 * call streams, it is read whole here, so that a body cut short counts as a failed attempt.
 */
export function decode(response: HttpResponse, request: HttpRequest, context: CallContext): MaybePromise<HttpResponse> {
  if (request.method === "HEAD" || bodiless.has(response.status)) return emptied(response);
  // The body of a redirect that is followed or refused is never decoded.
  if (isRedirect(response) && context.options.redirect !== "manual") return response;
  if (!isPlain(response, context)) return unpacked(response, context);
  const body = plainBody(response, context.options);
  return isPromise(body) ? body.then((bytes) => withBody(response, bytes)) : withBody(response, body);
}

async function emptied(response: HttpResponse): Promise<HttpResponse> {
  await response.discard();
  return withBody(response, undefined);
}

async function unpacked(response: HttpResponse, context: CallContext): Promise<HttpResponse> {
  const body = bodyOf(response, context);
  const cancel = (): void => void response.discard();
  return context.options.stream ? withBody(response, body, cancel) : withBody(response, await whole(body, cancel));
}

/** What most answers are: not encoded, not streamed, not reported on. Each step of a stream costs, so these take one. */
function isPlain(response: HttpResponse, { options }: CallContext): boolean {
  return !options.stream && options.onDownloadProgress === undefined && encodingOf(response) === "";
}

function plainBody(response: HttpResponse, { maxResponseBytes }: CallOptions): MaybePromise<Uint8Array> {
  const body = takeBody(response);
  const length = declaredLength(headersOf(response));
  if (body instanceof Uint8Array) return checkedBody(body, length, maxResponseBytes);
  const arrived = body.arrived?.();
  if (arrived !== undefined) return checkedBody(joined(arrived), length, maxResponseBytes);
  return readBody(body, maxResponseBytes).then((bytes) => checkedBody(bytes, length, maxResponseBytes));
}

async function readBody(body: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    chunks.push(chunk);
  }
  return joined(chunks);
}

function checkedBody(body: Uint8Array, length: number | undefined, mostBytes: number): Uint8Array {
  if (body.byteLength > mostBytes) throw tooLarge(mostBytes);
  checkLength(body.byteLength, length);
  return body;
}

async function whole(body: AsyncIterable<Uint8Array>, cancel: () => void): Promise<Uint8Array> {
  try {
    return await collect(body);
  } catch (error) {
    cancel();
    throw error;
  }
}

function bodyOf(response: HttpResponse, context: CallContext): AsyncIterable<Uint8Array> {
  const { options, trace } = context;
  const length = declaredLength(headersOf(response));
  const wire = { bytes: 0 };
  const received = checkedLength(response.chunks(), length, wire);
  const { onDownloadProgress } = options;
  const observed =
    onDownloadProgress === undefined ? received : counted(received, length, trace.attempts, onDownloadProgress);
  const encoding = encodingOf(response);
  const unencoded = encoding === "" ? observed : decompressed(observed, encoding, wire);
  return limited(unencoded, options.maxResponseBytes);
}

/** How a body is encoded; empty where it isn't. */
function encodingOf(response: HttpResponse): string {
  const encoding = headersOf(response).get("content-encoding")?.trim().toLowerCase() ?? "";
  return encoding === "identity" ? "" : encoding;
}

function declaredLength(headers: HeaderList): number | undefined {
  const text = headers.get("content-length");
  return text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
}

async function* checkedLength(
  source: AsyncIterable<Uint8Array>,
  length: number | undefined,
  wire: { bytes: number },
): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    wire.bytes += chunk.byteLength;
    yield chunk;
  }
  checkLength(wire.bytes, length);
}

function checkLength(bytes: number, length: number | undefined): void {
  if (length === undefined || bytes === length) return;
  throw new BodyError("BODY_TRUNCATED", `The answer's body has ${bytes} bytes where ${length} were announced`);
}

function tooLarge(mostBytes: number): BodyError {
  return new BodyError("BODY_TOO_LARGE", `The answer's body is larger than maxResponseBytes (${mostBytes})`);
}

async function* decompressed(
  source: AsyncIterable<Uint8Array>,
  encoding: string,
  wire: { bytes: number },
): AsyncIterable<Uint8Array> {
  const create = decoders[encoding];
  if (create === undefined) {
    throw new BodyError(
      "BODY_ENCODING",
      `The answer is encoded as ${JSON.stringify(encoding)}; gzip and br are understood`,
    );
  }
  const { pipeline, Readable } = nodeModules.stream;
  const decoder = pipeline(Readable.from(source, { objectMode: false }), create(), () => {});
  let bytes = 0;
  try {
    for await (const chunk of decoder as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength;
      if (bytes > ratioFloorBytes && bytes > wire.bytes * mostRatio) {
        throw new BodyError(
          "BODY_TOO_LARGE",
          `The answer unpacks to more than ${mostRatio} times its size on the wire`,
        );
      }
      yield chunk;
    }
  } catch (error) {
    throw isHttpCoreError(error)
      ? error
      : new BodyError("BODY_TRUNCATED", `The answer's ${encoding} data is cut short or broken`);
  }
}

async function* limited(source: AsyncIterable<Uint8Array>, mostBytes: number): AsyncIterable<Uint8Array> {
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw tooLarge(mostBytes);
    yield chunk;
  }
}
