/**
 * The transport over undici, the fastest one.
 *
 * @packageDocumentation
 */
import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { IncomingHttpHeaders } from "node:http";
import { HeaderList, toRaw } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { isPromise } from "../util/maybe-promise.js";
import { targetOf, type HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import { requestPath, type Target } from "../http/target.js";
import type { SendContext, Transport } from "./transport.js";
import type { ChunkQueue } from "./exchange/chunk-queue.js";
import { Exchange } from "./exchange/exchange.js";
import { contentLength, writableChunks } from "./exchange/outgoing-body.js";
import { Lazy } from "../util/lazy.js";
import { bareObject, copyOwn, hasMethods } from "../util/own-members.js";
import type { TransportOptions } from "./options.js";
import { refuseOption } from "../authoring/check-options.js";
import { readTransportOptions } from "./check-options.js";
import { emptyBodyHeader } from "./connection/lenient-socket.js";
import { forwardedRequest, type Proxy } from "./connection/proxy.js";
import {
  givenDispatcher,
  loadDispatchers,
  type Dispatchers,
  type PendingOptions,
  type PendingRequest,
} from "./connection/undici-dispatchers.js";

/** Options of an undici transport: those of every transport, or a dispatcher of your own. */
export interface UndiciTransportOptions extends TransportOptions {
  /**
   * Sends the requests, for example a `MockAgent` in tests. TLS, proxy and connections are then the dispatcher's, so no other
   * option may be given, and the transport does not close it. Default: agents of the transport's own.
   */
  readonly dispatcher?: Dispatcher;
}

/**
 * Makes the fastest transport, over the dispatcher of undici. Install `undici` 8; undici 7 works as well. It is
 * loaded by the first request, which fails with `UNSUPPORTED` if it is not installed, older than 7, or run by Bun. It keeps connections alive, by default at most 64 per
 * origin, and closes them in `close()`.
 *
 * @param options - TLS, proxy and connections, or a dispatcher
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const { dispatcher, ...others } = readTransportOptions(options, dispatcherChecks);
  const own = copyOwn(others);
  if (dispatcher !== undefined) refuseOthers(own);
  const dispatchers = new Lazy(async () =>
    dispatcher === undefined ? loadDispatchers(own) : givenDispatcher(dispatcher),
  );
  return {
    send(request, context) {
      const loaded = dispatchers.get();
      const send = (by: Dispatchers): Promise<HttpResponse> => new UndiciExchange(request, context, by).send();
      if (!isPromise(loaded)) return send(loaded);
      return loaded.then(send, (error: unknown) => {
        const exchange = new Exchange(request, context);
        exchange.fail(error);
        return exchange.response;
      });
    },
    close: () => dispatchers.drop((loaded) => loaded.destroy()),
  };
}

const dispatcherChecks = {
  dispatcher: (name: string, value: unknown): unknown =>
    hasMethods(value, ["dispatch"], []) ? value : refuseOption(name, "a dispatcher of undici, for example a MockAgent"),
};

/** An option of a connection would have no effect on a dispatcher that makes its own. */
function refuseOthers(options: TransportOptions): void {
  for (const name of Object.keys(options)) refuseOption(name, "an option of the dispatcher, since you give one");
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** One request over a dispatcher, which calls back for each part of the response. */
class UndiciExchange extends Exchange implements Dispatcher.DispatchHandler, PendingRequest {
  readonly #dispatchers: Dispatchers;
  #source: Readable | undefined;
  #body: ChunkQueue | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #isStopped = false;
  #isHeld = false;
  /** Ends the attempt to connect; set only while the request waits for a connection. */
  #cancelConnecting: (() => void) | undefined;

  constructor(request: HttpRequest, context: SendContext, dispatchers: Dispatchers) {
    super(request, context);
    this.#dispatchers = dispatchers;
  }

  send(): Promise<HttpResponse> {
    try {
      this.begin();
      this.#setHeld(true);
      const { body } = this.request;
      this.#source = body === undefined ? undefined : writableChunks(body, this);
      const target = targetOf(this.request);
      const { dispatcher, proxy } = this.#dispatchers.for(target);
      if (proxy !== undefined) this.useProxy(proxy);
      dispatcher.dispatch(this.#options(target, proxy), this);
    } catch (error) {
      this.fail(error);
    }
    return this.response;
  }

  waitForConnection(cancel: () => void): boolean {
    this.#cancelConnecting = cancel;
    return !this.#isStopped;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.#cancelConnecting = undefined;
    if (this.#isStopped) this.destroy();
    else this.markConnected();
  }

  onBodySent(): void {
    this.markChunkSent();
  }

  onRequestSent(): void {
    this.markRequestSent();
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    statusText: string | undefined,
  ): void {
    if (status < 200) return this.countInformational();
    try {
      const head = { status, statusText: statusText ?? "", headers: HeaderList.fromParsed(headers) };
      this.#body = this.respond(head);
    } catch (error) {
      this.fail(error);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish();
    if (this.#dispatchers.resets.isResetting) this.fail(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#finish();
    this.fail(error);
  }

  override startReading(): void {
    super.startReading();
    this.#setHeld(this.#controller !== undefined);
  }

  override stopReading(): void {
    super.stopReading();
    this.#setHeld(false);
  }

  override pause(): void {
    this.#controller?.pause();
  }

  override resume(): void {
    this.#controller?.resume();
  }

  #options(target: Target, proxy: Proxy | undefined): PendingOptions {
    const { method } = this.request;
    const length = contentLength(this.request);
    const forwarded = proxy === undefined ? undefined : forwardedRequest(target, proxy);
    const headers = toRaw(headersOf(this.request));
    if (forwarded !== undefined) headers.push(...toRaw(Object.entries(forwarded.headers)));
    if (length !== undefined) headers.push("content-length", String(length));
    if (length === 0 && this.#dispatchers.isLenient) headers.push(emptyBodyHeader, "1");
    // Copying a literal would take longer.
    const options = bareObject() as unknown as Writable<PendingOptions>;
    options.origin = target.origin;
    options.path = forwarded?.path ?? requestPath(target);
    options.method = method;
    options.headers = headers;
    options.body = this.#source ?? null;
    options.idempotent = false;
    options.pending = this;
    return options;
  }

  override destroy(): void {
    this.#isStopped = true;
    this.#source?.destroy();
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
