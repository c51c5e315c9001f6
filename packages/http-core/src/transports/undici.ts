/**
 * The transport over undici, the fastest one.
 *
 * @packageDocumentation
 */
import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { IncomingHttpHeaders } from "node:http";
import { HeaderList } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { isPromise } from "../util/maybe-promise.js";
import { targetOf, type HttpRequest } from "../http/request.js";
import { createResponse, type HttpResponse } from "../http/response.js";
import { requestPath, type Target } from "../http/target.js";
import type { Transport } from "./transport.js";
import { ChunkQueue } from "./exchange/chunk-queue.js";
import { contentLength, Exchange, writableChunks } from "./exchange/exchange.js";
import { Lazy } from "../util/lazy.js";
import { copyOwn } from "../util/own-members.js";
import type { TransportOptions } from "./options.js";
import { readTransportOptions } from "./check-options.js";
import { emptyBodyHeader } from "./connection/lenient-socket.js";
import { forwardedRequest, type Proxy } from "./connection/proxy.js";
import {
  loadDispatchers,
  type Dispatchers,
  type PendingOptions,
  type PendingRequest,
} from "./connection/undici-dispatchers.js";
import { WatchedBody } from "./exchange/watched-body.js";

/**
 * Makes the fastest transport, over the dispatcher of undici. Install `undici` 8; undici 7 works as well. It is
 * loaded by the first request, which fails with `UNSUPPORTED` if it is not installed, older than 7, or run by Bun. It keeps connections alive, by default at most 64 per
 * origin, and closes them in `close()`.
 *
 * @param options - TLS, proxy and connections
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function undiciTransport(options: TransportOptions = {}): Transport {
  const own = readTransportOptions(options);
  const dispatchers = new Lazy(() => loadDispatchers(own));
  return {
    send(request, context) {
      const exchange = new Exchange(request, context);
      const loaded = dispatchers.get();
      const send = (by: Dispatchers): Promise<HttpResponse> => new UndiciExchange(request, exchange, by).send();
      if (!isPromise(loaded)) return send(loaded);
      return loaded.then(send, (error: unknown) => {
        throw exchange.toError(error);
      });
    },
    close: () => dispatchers.drop((loaded) => loaded.destroy()),
  };
}

/** One request over a dispatcher, which calls back for each part of the response. */
class UndiciExchange implements Dispatcher.DispatchHandler, PendingRequest {
  readonly #request: HttpRequest;
  readonly #exchange: Exchange;
  readonly #dispatchers: Dispatchers;
  readonly #result = Promise.withResolvers<HttpResponse>();
  #source: Readable | undefined;
  #body: ChunkQueue | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #isStopped = false;
  #isHeld = false;
  /** Ends the attempt to connect; set only while the request waits for a connection. */
  #cancelConnecting: (() => void) | undefined;

  constructor(request: HttpRequest, exchange: Exchange, dispatchers: Dispatchers) {
    this.#request = request;
    this.#exchange = exchange;
    this.#dispatchers = dispatchers;
  }

  send(): Promise<HttpResponse> {
    try {
      this.#exchange.begin((error) => this.#fail(error));
      this.#setHeld(true);
      const { body } = this.#request;
      this.#source = body === undefined ? undefined : writableChunks(body, this.#exchange);
      const target = targetOf(this.#request);
      const { dispatcher, proxy } = this.#dispatchers.for(target);
      if (proxy !== undefined) this.#exchange.useProxy(proxy);
      dispatcher.dispatch(this.#options(target, proxy), this);
    } catch (error) {
      this.#fail(error);
    }
    return this.#result.promise;
  }

  waitForConnection(cancel: () => void): boolean {
    this.#cancelConnecting = cancel;
    return !this.#isStopped;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#cancelConnecting = undefined;
    if (this.#isStopped) this.#stop();
    else this.#exchange.markConnected();
  }

  onBodySent(): void {
    this.#exchange.markChunkSent();
  }

  onRequestSent(): void {
    this.#exchange.markRequestSent();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    statusText: string | undefined,
  ): void {
    if (status < 200) return this.#exchange.countInformational();
    this.#body = new ChunkQueue(controller);
    try {
      this.#result.resolve(this.#response(status, statusText ?? "", HeaderList.fromParsed(headers), this.#body));
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish();
    if (this.#dispatchers.resets.isResetting) {
      this.#exchange.fail(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    }
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish();
    this.#body?.end(error);
    this.#fail(error);
  }

  #options(target: Target, proxy: Proxy | undefined): PendingOptions {
    const { method } = this.#request;
    const length = contentLength(this.#request);
    const headers = [...headersOf(this.#request)].flat();
    if (length !== undefined) headers.push("content-length", String(length));
    if (length === 0) headers.push(emptyBodyHeader, "1");
    const forwarded = proxy === undefined ? undefined : forwardedRequest(target, proxy);
    headers.push(...Object.entries(forwarded?.headers ?? {}).flat());
    const path = forwarded?.path ?? requestPath(target);
    const body = this.#source ?? null;
    return copyOwn({ origin: target.origin, path, method, headers, body, idempotent: false, pending: this });
  }

  #response(status: number, statusText: string, headers: HeaderList, body: ChunkQueue): HttpResponse {
    this.#exchange.markResponse(status);
    const stop = (): void => {
      this.#exchange.end();
      this.#stop();
    };
    const source = new WatchedBody(body, this.#exchange, {
      stop,
      hold: () => this.#setHeld(this.#controller !== undefined),
      release: () => this.#setHeld(false),
    });
    return createResponse({
      status,
      statusText,
      url: this.#request.url,
      headers,
      body: source,
      cancel: stop,
      clock: this.#exchange.clock,
    });
  }

  /** Ends the exchange with an error. Before the response it rejects `send`; later, reading the body fails. */
  #fail(error: unknown): void {
    this.#result.reject(this.#exchange.toError(error));
    this.#exchange.end();
    this.#source?.destroy();
    this.#stop();
  }

  /** Aborts the request if it is still pending. */
  #stop(): void {
    this.#isStopped = true;
    const controller = this.#controller;
    const cancelConnecting = this.#cancelConnecting;
    this.#finish();
    this.#cancelConnecting = undefined;
    controller?.abort(new Error("ended"));
    cancelConnecting?.();
  }

  /** The connection is no longer this exchange's. */
  #finish(): void {
    this.#controller = undefined;
    this.#setHeld(false);
  }

  #setHeld(isHeld: boolean): void {
    if (isHeld === this.#isHeld) return;
    this.#isHeld = isHeld;
    if (isHeld) this.#dispatchers.sockets.hold();
    else this.#dispatchers.sockets.release();
  }
}
