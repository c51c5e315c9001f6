import { headersOf } from "../http/message.js";
import type { HttpRequest } from "../http/request.js";
import { createResponse, type HttpResponse } from "../http/response.js";
import type { Transport } from "./transport.js";
import { Exchange } from "./exchange/exchange.js";
import { WatchedBody } from "./exchange/watched-body.js";

/** The part of `fetch` that is used. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

/** What a fetch transport is made from. */
export interface FetchTransportOptions {
  /** Default: the global one. On Node 22 and 24, undici's own (`import { fetch } from "undici"`) is the safer choice. */
  readonly fetch?: FetchFunction;
}

/**
 * A transport over a fetch of the caller's: for runtimes and frameworks that bring their own. It can't take an
 * authority, a client certificate or a proxy, since fetch has no option for them; give those to the fetch itself. fetch
 * resolves with half of a compressed body, so this transport asks for `identity` and refuses encoded answers. The fetch
 * built into Node 22 and 24 can be ended by a server that closes its connection while a body is still being read: use
 * undici's own there.
 *
 * @param options - the fetch to use
 */
export function fetchTransport(options: FetchTransportOptions = {}): Transport {
  return {
    async send(request, context) {
      const call = options.fetch ?? (globalThis.fetch as FetchFunction);
      return send(call, request, new Exchange(request, context));
    },
  };
}

async function send(call: FetchFunction, request: HttpRequest, exchange: Exchange): Promise<HttpResponse> {
  const controller = new AbortController();
  exchange.begin((error) => controller.abort(error));
  try {
    // fetch does not tell when it has connected, so bytes may have left from the start.
    exchange.connected();
    const answer = await call(request.url, await init(request, controller.signal, exchange));
    return response(answer, request, controller, exchange);
  } catch (error) {
    exchange.end();
    controller.abort();
    throw exchange.faultOf(error);
  }
}

async function init(request: HttpRequest, signal: AbortSignal, exchange: Exchange): Promise<RequestInit> {
  const headers = new Headers([...headersOf(request)]);
  headers.set("accept-encoding", "identity");
  const { method, body } = request;
  if (body === undefined) exchange.sent();
  return {
    method,
    headers,
    redirect: "manual",
    signal,
    ...(body === undefined ? {} : { body: await fetchBody(body.open(), body.length, exchange), duplex: "half" }),
  } as RequestInit;
}

/** A body of known length goes as bytes where it is short, since fetch sends every stream in chunks. */
async function fetchBody(
  source: AsyncIterable<Uint8Array>,
  length: number | undefined,
  exchange: Exchange,
): Promise<Uint8Array | ReadableStream> {
  if (length === undefined || length > longestBuffered) return ReadableStream.from(reported(source, exchange));
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  exchange.sent();
  return Buffer.concat(chunks);
}

const longestBuffered = 1_048_576;

async function* reported(source: AsyncIterable<Uint8Array>, exchange: Exchange): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    yield chunk;
    exchange.sending();
  }
  exchange.sent();
}

function response(
  answer: Response,
  request: HttpRequest,
  controller: AbortController,
  exchange: Exchange,
): HttpResponse {
  exchange.answered(answer.status);
  const encoding = answer.headers.get("content-encoding")?.trim().toLowerCase() ?? "";
  const stop = (): void => {
    exchange.end();
    controller.abort();
  };
  if (encoding !== "" && encoding !== "identity") {
    stop();
    throw exchange.broken(
      `its answer is encoded as ${JSON.stringify(encoding)} although identity was asked for, and fetch can't check it`,
    );
  }
  const { status, statusText, headers, body } = answer;
  return createResponse({
    status,
    statusText,
    url: request.url,
    headers: new Headers(headers),
    ...(body === null
      ? {}
      : { body: new WatchedBody(body as AsyncIterable<Uint8Array>, exchange, stop), cancel: stop }),
  });
}
