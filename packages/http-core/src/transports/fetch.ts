import type { Body } from "../http/body/body.js";
import { checkOptionNames, refuseOption } from "../authoring/check-options.js";
import { readCodings } from "../http/body/codings.js";
import { refuseBytes } from "../http/body/read-body.js";
import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import { createResponse, type HttpResponse } from "../http/response.js";
import type { Transport } from "./transport.js";
import { Exchange } from "./exchange/exchange.js";
import { WatchedBody } from "./exchange/watched-body.js";

/** The part of `fetch` that the transport uses. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

/** Options of a fetch transport. */
export interface FetchTransportOptions {
  /** Default: the global `fetch`. On Node 22 and 24 use that of undici (`import { fetch } from "undici"`). */
  readonly fetch?: FetchFunction;
}

/**
 * Makes a transport over a `fetch` function, for runtimes and frameworks that have their own. Certificates and proxies are
 * configured on the function that you pass in. fetch does not detect a compressed body that is cut, so this transport asks
 * for `identity` and refuses the bodies of encoded responses. The fetch that is built into Node 22 and 24 can crash the process when a
 * server closes the connection while a body is read: use that of undici there.
 *
 * @param options - the fetch to use
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function fetchTransport(options: FetchTransportOptions = {}): Transport {
  const given = readFetch(options);
  return {
    async send(request, context) {
      const call = given ?? (globalThis.fetch as FetchFunction);
      return send(call, request, new Exchange(request, context));
    },
  };
}

function readFetch(options: FetchTransportOptions): FetchFunction | undefined {
  checkOptionNames(options, ["fetch"], "fetch transport");
  const given = Object.hasOwn(options, "fetch") ? options.fetch : undefined;
  if (given !== undefined && typeof given !== "function") refuseOption("fetch", "a fetch function");
  return given;
}

async function send(call: FetchFunction, request: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
  const controller = new AbortController();
  exchange.begin((error) => controller.abort(error));
  try {
    // Fetch Standard, section 5.4.
    exchange.refuseBodyOf(["GET", "HEAD"], "fetch");
    exchange.markUntracked();
    const fetched = await call(request.url, await requestInit(request, controller.signal, exchange));
    return toResponse(fetched, request, controller, exchange);
  } catch (error) {
    exchange.end();
    controller.abort();
    throw exchange.toError(error);
  }
}

async function requestInit(request: HttpRequest, signal: AbortSignal, exchange: Exchange): Promise<RequestInit> {
  const headers = new Headers([...headersOf(request)]);
  headers.set("accept-encoding", "identity");
  const { method, body } = request;
  if (body === undefined) exchange.markRequestSent();
  return {
    method,
    headers,
    redirect: "manual",
    signal,
    ...(body === undefined ? {} : { body: await toFetchBody(body, exchange), duplex: "half" }),
  } as RequestInit;
}

/** Makes the body for fetch. A short one of known length is passed as bytes, because fetch sends every stream in chunks. */
async function toFetchBody(body: Body, exchange: Exchange): Promise<Uint8Array | ReadableStream> {
  const { length } = body;
  const source = exchange.openBody(body, false);
  if (length === undefined || length > maxBufferedBytes) return ReadableStream.from(reportChunks(source, exchange));
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  exchange.markRequestSent();
  return Buffer.concat(chunks);
}

const maxBufferedBytes = 1_048_576;

async function* reportChunks(source: AsyncIterable<Uint8Array>, exchange: Exchange): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    yield chunk;
    exchange.markChunkSent();
  }
  exchange.markRequestSent();
}

function toResponse(
  fetched: Response,
  request: HttpRequest,
  controller: AbortController,
  exchange: Exchange,
): HttpResponse {
  exchange.markResponse(fetched.status);
  const stop = (): void => {
    exchange.end();
    controller.abort();
  };
  const { status, statusText, headers } = fetched;
  const body = bodyOf(fetched);
  if (body === null) exchange.end();
  return createResponse({
    status,
    statusText,
    url: request.url,
    headers: new Headers(headers),
    clock: exchange.clock,
    ...(body === null ? {} : { body: checkedBody(fetched, body, exchange, stop), cancel: stop }),
  });
}

/** The body that fetch has; `null` for one of no bytes, which fetch may fail to decode. */
function bodyOf({ headers, body }: Response): Response["body"] {
  return headers.get("content-length") === "0" ? null : body;
}

/** The body of a response. Only the body is refused if fetch can't check it: the head counts all the same. */
function checkedBody(
  { headers }: Response,
  body: ReadableStream<Uint8Array>,
  exchange: Exchange,
  stop: () => void,
): AsyncIterable<Uint8Array> {
  const watched = new WatchedBody(body as AsyncIterable<Uint8Array>, exchange, { stop });
  const codings = readCodings(headers.get("content-encoding"));
  if (codings.length === 0) return watched;
  const encoding = JSON.stringify(codings.join(", "));
  const reason = `the response is encoded as ${encoding} although identity was asked for, and fetch can't check it`;
  return refuseBytes(watched, () => exchange.protocolError(reason));
}
