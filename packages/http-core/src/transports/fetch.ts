/**
 * The transport over a `fetch` function.
 *
 * @packageDocumentation
 */
import type { Body } from "../http/request-body/body.js";
import { readOptions, refuseOption } from "../authoring/check-options.js";
import { headersOf } from "../http/message.js";
import { copyOwn } from "../util/own-members.js";
import type { HttpRequest } from "../http/request.js";
import { createResponse, type HttpResponse } from "../http/response.js";
import type { Transport } from "./transport.js";
import { Exchange } from "./exchange/exchange.js";
import { readFetched } from "./exchange/fetched-body.js";

/** The part of `fetch` that the transport uses. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

/** Options of a fetch transport. */
export interface FetchTransportOptions {
  /** Default: the global `fetch`. On Node 22 and 24 use that of undici (`import { fetch } from "undici"`). */
  readonly fetch?: FetchFunction;
}

/**
 * Makes a transport over a `fetch` function, for runtimes and frameworks that have their own. Certificates and proxies are
 * configured on the function that you pass in. fetch decodes compressed bodies itself and does not notice that compressed
 * data is cut, so this transport asks for `identity`. If a server sends encoded data all the same, the decoded body is handed
 * on where `Content-Length` or chunks show that all of it has arrived, without `Content-Encoding` and `Content-Length`. The fetch that is built into Node 22 and 24 can crash the process when a
 * server closes the connection while a body is read: use that of undici there.
 *
 * A call fails with `UNSUPPORTED` while `Object.prototype` has a member `query`, since
 * undici would add it to the URL.
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
  const { fetch: given } = readOptions(options, ["fetch"], "fetch transport");
  if (given !== undefined && typeof given !== "function") refuseOption("fetch", "a fetch function");
  return given;
}

async function send(call: FetchFunction, request: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
  const controller = new AbortController();
  exchange.begin((error) => controller.abort(error));
  try {
    // Fetch Standard, section 5.4.
    exchange.refuseBodyOf(["GET", "HEAD"], "fetch");
    // undici's fetch, which Node has built in, adds it to a URL that has no query.
    exchange.refuseInherited("query", "fetch");
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
  return copyOwn({
    method,
    headers,
    redirect: "manual",
    signal,
    ...(body === undefined ? {} : { body: await toFetchBody(body, exchange), duplex: "half" }),
  }) as RequestInit;
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
  const { status, statusText } = fetched;
  const { headers, body } = readFetched(fetched, exchange, stop);
  if (body === undefined) exchange.end();
  return createResponse({
    status,
    statusText,
    url: request.url,
    headers,
    clock: exchange.clock,
    ...(body === undefined ? {} : { body, cancel: stop }),
  });
}
