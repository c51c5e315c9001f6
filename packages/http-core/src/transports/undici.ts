/**
 * The transport over undici, the fastest one.
 *
 * @packageDocumentation
 */
import type { Dispatcher } from "undici";
import type { IncomingHttpHeaders } from "node:http";
import { HeaderList, toRaw } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { targetOf } from "../http/request.js";
import { requestPath, type Target } from "../http/target.js";
import type { Transport } from "./transport.js";
import type { ChunkQueue } from "./exchange/chunk-queue.js";
import { Exchange } from "./exchange/exchange.js";
import { contentLength, writableChunks } from "./exchange/outgoing-body.js";
import { Lazy } from "../util/lazy.js";
import { copyOwn, hasMethods } from "../util/own-members.js";
import type { TransportOptions } from "./options.js";
import { refuseOption } from "../authoring/check-options.js";
import { readTransportOptions } from "./check-options.js";
import { emptyBodyHeader } from "./connection/lenient-socket.js";
import { forwardedRequest, type Proxy } from "./connection/proxy.js";
import type { UndiciConnections } from "./connection/undici-connections.js";
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
  // An option of a connection would have no effect on a dispatcher that makes its own.
  for (const name of dispatcher === undefined ? [] : Object.keys(own))
    refuseOption(name, "an option of the dispatcher, since you give one");
  const dispatchers = new Lazy(async () =>
    dispatcher === undefined ? loadDispatchers(own) : givenDispatcher(dispatcher),
  );
  return {
    send(request, context) {
      const exchange = new UndiciExchange(request, context);
      return exchange.start(dispatchers.get(), (loaded) => exchange.send(loaded));
    },
    close: () => dispatchers.drop((loaded) => loaded.destroy()),
  };
}

const dispatcherChecks = {
  dispatcher: (name: string, value: unknown): unknown =>
    hasMethods(value, ["dispatch"], []) ? value : refuseOption(name, "a dispatcher of undici, for example a MockAgent"),
};

/** One request over a dispatcher, which calls back for each part of the response. */
class UndiciExchange extends Exchange implements Dispatcher.DispatchHandler, PendingRequest {
  cancelConnecting: (() => void) | undefined;
  #connections: UndiciConnections | undefined;
  #body: ChunkQueue | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #isHeld = false;

  send(dispatchers: Dispatchers): void {
    this.#connections = dispatchers.connections;
    this.hold(true);
    const target = targetOf(this.request);
    const choice = dispatchers.for(target);
    this.useProxy(choice.proxy);
    choice.dispatcher.dispatch(this.#options(target, choice.proxy), this);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    this.cancelConnecting = undefined;
    if (this.isEnded) this.destroy();
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
    statusText: string = "",
  ): void {
    if (status < 200) return this.countInformational();
    try {
      this.#body = this.respond({ status, statusText, headers: HeaderList.fromParsed(headers) });
    } catch (error) {
      this.fail(error);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    const isReset = this.#connections?.isResetting === true;
    this.#letGo();
    if (isReset) this.fail(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#letGo();
    this.fail(error);
  }

  override hold(isNeeded: boolean): void {
    if (isNeeded === this.#isHeld) return;
    this.#isHeld = isNeeded;
    if (isNeeded) this.#connections?.hold();
    else this.#connections?.release();
  }

  override pause(): void {
    this.#controller?.pause();
  }

  override resume(): void {
    this.#controller?.resume();
  }

  override destroy(): void {
    const { cancelConnecting } = this;
    const controller = this.#controller;
    this.#letGo();
    controller?.abort(new Error("ended"));
    cancelConnecting?.();
  }

  #options(target: Target, proxy: Proxy | undefined): PendingOptions {
    const { method, body } = this.request;
    const length = contentLength(this.request);
    const forwarded = proxy === undefined ? undefined : forwardedRequest(target, proxy);
    const headers = toRaw(headersOf(this.request));
    if (forwarded !== undefined) headers.push(...toRaw(Object.entries(forwarded.headers)));
    if (length !== undefined) headers.push("content-length", String(length));
    if (length === 0 && this.#connections !== undefined) headers.push(emptyBodyHeader, "1");
    return copyOwn({
      origin: target.origin,
      path: forwarded?.path ?? requestPath(target),
      method,
      headers,
      body: body === undefined ? null : writableChunks(body, this),
      idempotent: false,
      pending: this,
    });
  }

  /** The connection is no longer this exchange's. */
  #letGo(): void {
    this.hold(false);
    this.#connections = undefined;
    this.#controller = undefined;
    this.cancelConnecting = undefined;
  }
}
