import type { Readable } from "node:stream";
import type { Agent, buildConnector, Dispatcher } from "undici";
import type { IncomingHttpHeaders } from "node:http";
import { HeaderList } from "../http/header-list.js";
import { headersOf } from "../http/message.js";
import { isPromise } from "../util/maybe-promise.js";
import { targetOf, type HttpRequest } from "../http/request.js";
import { createResponse, type HttpResponse } from "../http/response.js";
import type { Target } from "../http/target.js";
import type { Transport } from "./transport.js";
import { ChunkQueue } from "./exchange/chunk-queue.js";
import { contentLength, Exchange, writableChunks } from "./exchange/exchange.js";
import { OnDemand } from "../util/lazy.js";
import { defaultMaxHeaderBytes, defaultMaxSockets } from "../defaults.js";
import type { TransportOptions } from "./options.js";
import { checkProxy, checkProxyOption, proxyFinder } from "./connection/proxy.js";
import { ResetWatch } from "./connection/reset-watch.js";
import { tlsOfRequest, tlsSettings } from "./connection/tls-settings.js";
import { WatchedBody } from "./exchange/watched-body.js";

/** The dispatchers of one transport: the direct one, and one for each proxy. */
interface Dispatchers {
  readonly resets: ResetWatch;
  for(url: Target): Dispatcher;
  destroy(): Promise<void>;
}

/**
 * The fast transport: undici's dispatcher, without fetch around it. `undici` (8 or later) is an optional peer; it is
 * loaded with the first request.
 *
 * @param options - trust, client certificate, proxy, lookup
 */
export function undiciTransport(options: TransportOptions = {}): Transport {
  checkProxyOption(options.proxy);
  const dispatchers = new OnDemand(() => load(options));
  return {
    send(request, context) {
      const exchange = new Exchange(request, context);
      const loaded = dispatchers.get();
      const send = (by: Dispatchers): Promise<HttpResponse> => new UndiciExchange(request, exchange, by).send();
      return isPromise(loaded) ? loaded.then(send) : send(loaded);
    },
    close: () => dispatchers.drop((loaded) => loaded.destroy()),
  };
}

async function load(options: TransportOptions): Promise<Dispatchers> {
  const { Agent: DirectAgent, ProxyAgent, buildConnector } = await import("undici");
  const resets = new ResetWatch();
  const connect = resets.over(buildConnector(connectSettings(options)));
  const direct = new DirectAgent({ ...agentSettings(options), connect });
  const byProxy = new Map<string, Dispatcher>();
  const proxyOf = proxyFinder(options.proxy);

  function throughProxy(proxy: string): Dispatcher {
    checkProxy(proxy);
    const settings = { ...agentSettings(options), connect: connectSettings(options) };
    return new ProxyAgent({ ...settings, uri: proxy, requestTls: tlsOfRequest(options) });
  }

  return {
    resets,
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

function agentSettings(options: TransportOptions): Agent.Options {
  return {
    connections: options.maxSockets ?? defaultMaxSockets,
    pipelining: 1,
    allowH2: false,
    // The exchange's own timers watch each phase.
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

const stopped = new Error("ended");

/** One request over a dispatcher, which tells it what becomes of it. */
class UndiciExchange implements Dispatcher.DispatchHandler {
  readonly #request: HttpRequest;
  readonly #exchange: Exchange;
  readonly #dispatchers: Dispatchers;
  readonly #answer = Promise.withResolvers<HttpResponse>();
  #source: Readable | undefined;
  #body: ChunkQueue | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #ended: Error | undefined;

  constructor(request: HttpRequest, exchange: Exchange, dispatchers: Dispatchers) {
    this.#request = request;
    this.#exchange = exchange;
    this.#dispatchers = dispatchers;
  }

  send(): Promise<HttpResponse> {
    try {
      this.#exchange.begin((error) => this.#fail(error));
      const { body } = this.#request;
      this.#source = body === undefined ? undefined : writableChunks(body);
      const target = targetOf(this.#request);
      this.#dispatchers.for(target).dispatch(this.#options(target), this);
    } catch (error) {
      this.#fail(error);
    }
    return this.#answer.promise;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#ended === undefined) this.#exchange.connected();
    else controller.abort(this.#ended);
  }

  onBodySent(): void {
    this.#exchange.sending();
  }

  onRequestSent(): void {
    this.#exchange.sent();
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: IncomingHttpHeaders,
    statusText: string | undefined,
  ): void {
    if (status < 200) return this.#exchange.informed();
    this.#body = new ChunkQueue(controller);
    try {
      this.#answer.resolve(this.#response(status, statusText ?? "", HeaderList.fromParsed(headers), this.#body));
    } catch (error) {
      this.#fail(error);
    }
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    this.#controller = undefined;
    if (this.#dispatchers.resets.resetting) {
      this.#exchange.cut(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
    }
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#controller = undefined;
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
    this.#exchange.answered(status);
    const stop = (): void => {
      this.#exchange.end();
      this.#stop();
    };
    const source = new WatchedBody(body, this.#exchange, stop);
    return createResponse({ status, statusText, url: this.#request.url, headers, body: source, cancel: stop });
  }

  /** Ends the exchange where it is. Who waits for its answer learns why; who has it already, by its body. */
  #fail(error: unknown): void {
    this.#answer.reject(this.#exchange.faultOf(error));
    this.#exchange.end();
    this.#source?.destroy();
    this.#stop();
  }

  /** Lets go of what is still under way; of most exchanges nothing is. */
  #stop(): void {
    if (this.#controller === undefined) this.#ended ??= stopped;
    else this.#abort(new Error("ended"));
  }

  #abort(error: Error): void {
    this.#ended ??= error;
    const controller = this.#controller;
    this.#controller = undefined;
    controller?.abort(error);
  }
}
