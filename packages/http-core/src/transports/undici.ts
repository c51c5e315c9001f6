import type { Readable } from "node:stream";
import type * as undici from "undici";
import type { Agent, buildConnector, Dispatcher } from "undici";
import type { IncomingHttpHeaders } from "node:http";
import { InputError } from "../errors.js";
import { HeaderList } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { isPromise } from "../util/maybe-promise.js";
import { targetOf, type HttpRequest } from "../http/request.js";
import { createResponse, type HttpResponse } from "../http/response.js";
import type { Target } from "../http/target.js";
import type { Transport } from "./transport.js";
import { ChunkQueue } from "./exchange/chunk-queue.js";
import { contentLength, Exchange, writableChunks } from "./exchange/exchange.js";
import { Lazy } from "../util/lazy.js";
import { defaultMaxHeaderBytes, defaultMaxSockets } from "../defaults.js";
import type { TransportOptions } from "./options.js";
import { checkProxy, checkProxyOption, proxyFinder } from "./connection/proxy.js";
import { ResetWatch } from "./connection/reset-watch.js";
import { SocketHold } from "./connection/socket-hold.js";
import { requestTlsSettings, tlsSettings } from "./connection/tls-settings.js";
import { WatchedBody } from "./exchange/watched-body.js";

/** The dispatchers of a transport: one without proxy, and one for each proxy. */
interface Dispatchers {
  readonly resets: ResetWatch;
  readonly sockets: SocketHold;
  for(url: Target): Dispatcher;
  destroy(): Promise<void>;
}

/**
 * Makes the fastest transport, over the dispatcher of undici. Install `undici` 8 or later; it is loaded by the first
 * request, which fails with `UNSUPPORTED` if it is not installed. It keeps connections alive, by default at most 64 per
 * origin, and closes them in `close()`.
 *
 * @param options - TLS, proxy and connections
 * @throws InputError `OPTION_INVALID` for an invalid proxy
 */
export function undiciTransport(options: TransportOptions = {}): Transport {
  checkProxyOption(options.proxy);
  const dispatchers = new Lazy(() => load(options));
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

async function load(options: TransportOptions): Promise<Dispatchers> {
  const { Agent: DirectAgent, ProxyAgent, buildConnector } = await importUndici();
  const resets = new ResetWatch();
  const sockets = new SocketHold();
  const connect = sockets.watch(resets.watch(buildConnector(connectSettings(options))));
  const direct = new DirectAgent({ ...agentSettings(options), connect });
  const byProxy = new Map<string, Dispatcher>();
  const proxyOf = proxyFinder(options.proxy);

  function throughProxy(proxy: string): Dispatcher {
    checkProxy(proxy);
    const settings = { ...agentSettings(options), connect: connectSettings(options) };
    return new ProxyAgent({ ...settings, uri: proxy, requestTls: requestTlsSettings(options) });
  }

  return {
    resets,
    sockets,
    for(url) {
      const proxy = proxyOf(url);
      if (proxy === undefined) return direct;
      const known = byProxy.get(proxy) ?? throughProxy(proxy);
      byProxy.set(proxy, known);
      return known;
    },
    async destroy() {
      await Promise.all([direct, ...byProxy.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

async function importUndici(): Promise<typeof undici> {
  try {
    return await import("undici");
  } catch (cause) {
    throw new InputError("OPTION_INVALID", "the package undici can't be loaded; install undici 8", { cause });
  }
}

function agentSettings(options: TransportOptions): Agent.Options {
  return {
    connections: options.maxSockets ?? defaultMaxSockets,
    pipelining: 1,
    allowH2: false,
    // The exchange has timers of its own.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: defaultMaxHeaderBytes,
  };
}

function connectSettings(options: TransportOptions): buildConnector.BuildOptions {
  return {
    ...tlsSettings(options),
    allowH2: false,
    timeout: 0,
    ...(options.lookup === undefined ? {} : { lookup: options.lookup }),
  } as buildConnector.BuildOptions;
}

/** One request over a dispatcher, which calls back for each part of the response. */
class UndiciExchange implements Dispatcher.DispatchHandler {
  readonly #request: HttpRequest;
  readonly #exchange: Exchange;
  readonly #dispatchers: Dispatchers;
  readonly #result = Promise.withResolvers<HttpResponse>();
  #source: Readable | undefined;
  #body: ChunkQueue | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #isStopped = false;
  #isHeld = false;

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
      this.#dispatchers.for(target).dispatch(this.#options(target), this);
    } catch (error) {
      this.#fail(error);
    }
    return this.#result.promise;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
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

  #options({ origin, pathname, search }: Target): Dispatcher.DispatchOptions {
    const { method } = this.#request;
    const length = contentLength(this.#request);
    const headers = [...headersOf(this.#request)].flat();
    if (length !== undefined) headers.push("content-length", String(length));
    return { origin, path: pathname + search, method, headers, body: this.#source ?? null, idempotent: false };
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
    this.#finish();
    controller?.abort(new Error("ended"));
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
