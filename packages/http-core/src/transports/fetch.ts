/**
 * The transport over a `fetch` function.
 *
 * @packageDocumentation
 */
import type { Body } from "../http/request-body/body.js";
import { readOptions, refuseOption } from "../authoring/check-options.js";
import { headersOf } from "../http/message.js";
import { copyOwn } from "../util/own-members.js";
import type { HttpResponse } from "../http/response.js";
import type { Transport } from "./transport.js";
import { Exchange } from "./exchange/exchange.js";
import { nameDataError, readFetched } from "./exchange/fetched-body.js";
import { hasNodeModules } from "../util/platform/runtime.js";
import { concatBytes } from "../util/platform/bytes.js";

/** The part of `fetch` that the transport uses. */
export type FetchFunction = (url: string, init: RequestInit) => Promise<Response>;

/** Options of a fetch transport. */
export interface FetchTransportOptions {
  /** Default: the global `fetch`. On Node 22 and 24 use that of undici (`import { fetch } from "undici"`). */
  readonly fetch?: FetchFunction;
}

/**
 * Makes a transport over a `fetch` function, for runtimes and frameworks that have their own. Certificates and proxies are
 * configured on the function that you pass in. fetch decodes compressed bodies itself and does not notice that
 * compressed data is truncated, so this transport asks for `identity`. If a server still sends encoded data, the
 * decoded body is passed on where `Content-Length` or chunks show that all of it has arrived, without
 * `Content-Encoding` and `Content-Length`. The fetch that is built into Node 22 and 24 can crash the process when a
 * server closes the connection while a body is read: use that of undici there.
 *
 * A call fails with `UNSUPPORTED` while `Object.prototype` has a member `query`, since
 * undici would add it to the URL.
 *
 * A browser decides more: it hides redirects, so that one is `UNSUPPORTED`, and the whole body is in memory before it is sent. It
 * neither sends nor shows cookies, and keeps no response. A `fetch` of yours can change that.
 *
 * @param options - the fetch to use
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function fetchTransport(options: FetchTransportOptions = {}): Transport {
  const given = readFetch(options);
  return {
    send(request, context) {
      return new FetchExchange(request, context).send(given ?? (globalThis.fetch as FetchFunction));
    },
  };
}

function readFetch(options: FetchTransportOptions): FetchFunction | undefined {
  const { fetch: given } = readOptions(options, ["fetch"], "fetch transport");
  if (given !== undefined && typeof given !== "function") refuseOption("fetch", "a fetch function");
  return given;
}

/**
 * A browser would add its own cookies and logins, and give a response that it has kept for another user. A session has none of
 * them. Other runtimes do so anyway, and some refuse the options.
 */
const browserInit = hasNodeModules ? undefined : ({ cache: "no-store", credentials: "omit" } as const);

type Result = IteratorResult<Uint8Array, undefined>;

/** One request over fetch, and the body of its response. */
class FetchExchange extends Exchange implements AsyncIterableIterator<Uint8Array, undefined> {
  readonly #controller = new AbortController();
  #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  #isReceived = false;

  send(call: FetchFunction): Promise<HttpResponse> {
    return this.start(call, () => void this.#send(call).catch((error: unknown) => this.fail(error)));
  }

  async #send(call: FetchFunction): Promise<void> {
    // Fetch Standard, section 5.4.
    this.refuseBodyOf(["GET", "HEAD"], "fetch");
    // undici's fetch, which Node has built in, adds it to a URL that has no query.
    if ("query" in Object.prototype)
      throw this.error("UNSUPPORTED", "fetch would read the member query of Object.prototype; remove it");
    this.markUntracked();
    const { method, body, url } = this.request;
    const headers = Object.fromEntries(headersOf(this.request));
    headers["accept-encoding"] = "identity";
    const init = copyOwn({ method, headers, redirect: "manual", signal: this.#controller.signal, ...browserInit });
    if (body === undefined) this.markRequestSent();
    else Object.assign(init, { body: await toFetchBody(body, this), duplex: "half" });
    const fetched = await call(url, init as RequestInit);
    if (this.failure === undefined) this.#receive(fetched);
    // A fetch function that ignores its signal comes too late.
    else await fetched.body?.cancel();
  }

  #receive(fetched: Response): void {
    // A browser follows redirects by itself, also with the credential, or tells nothing of them.
    if (fetched.type === "opaqueredirect") {
      throw this.error("UNSUPPORTED", "the server redirects, and a browser hides where to; request the final URL");
    }
    const { status, statusText } = fetched;
    const { headers, body, wrapBody } = readFetched(fetched, this);
    this.#reader = body?.getReader();
    this.#isReceived = body === undefined;
    this.respond({
      status,
      statusText,
      headers,
      wrapBody: () => (this.#isReceived ? undefined : (wrapBody?.(this) ?? this)),
    });
    if (this.#isReceived) this.close();
  }

  /** Reads a chunk of the body. The time limit applies while a reader waits for it. */
  async next(): Promise<Result> {
    this.startReading();
    try {
      const result = (await this.#reader?.read()) as Result;
      // fetch may report a normal end although the exchange has failed.
      if (this.failure !== undefined) throw this.failure;
      this.#isReceived = result.done === true;
      if (this.#isReceived) this.close();
      else this.stopReading();
      return result;
    } catch (error) {
      this.fail(nameDataError(error));
      throw this.failure;
    }
  }

  return(): Promise<Result> {
    this.close();
    return Promise.resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  override destroy(): void {
    if (this.#isReceived) return;
    this.#controller.abort();
    this.#reader?.cancel().catch(() => {});
  }
}

/** Makes the body for fetch. A short one of known length is passed as bytes, because fetch sends every stream in chunks. */
async function toFetchBody(body: Body, exchange: Exchange): Promise<Uint8Array | ReadableStream> {
  const { length } = body;
  const source = exchange.openBody(body, false);
  // A browser sends a stream only over HTTP/2, and not all browsers do.
  if (hasNodeModules && (length === undefined || length > maxBufferedBytes))
    return ReadableStream.from(reportChunks(source, exchange));
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  exchange.markRequestSent();
  return concatBytes(chunks);
}

const maxBufferedBytes = 1_048_576;

async function* reportChunks(source: AsyncIterable<Uint8Array>, exchange: Exchange): AsyncIterable<Uint8Array> {
  for await (const chunk of source) {
    yield chunk;
    exchange.markChunkSent();
  }
  exchange.markRequestSent();
}
