import type { Readable } from "node:stream";
import type { Agent, buildConnector, Dispatcher } from "undici";
import { HeaderList } from "../header-list.js";
import { headersOf, targetOf, type HttpRequest } from "../request.js";
import { leanResponse, type HttpResponse } from "../response.js";
import type { Transport } from "../transport.js";
import { ChunkQueue } from "./chunk-queue.js";
import { contentLength, Exchange, writableChunks } from "./exchange.js";
import type { TransportOptions } from "./options.js";
import { checkProxy, checkProxyOption, proxyFinder } from "./proxy.js";
import { ResetWatch } from "./reset-watch.js";
import { tlsOfRequest, tlsSettings } from "./tls-settings.js";

/** The dispatchers of one transport: the direct one, and one for each proxy. */
interface Dispatchers {
  readonly resets: ResetWatch;
  for(url: URL): Dispatcher;
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
  let loading: Promise<Dispatchers> | undefined;
  return {
    async send(request, context) {
      const exchange = new Exchange(request, context);
      loading ??= load(options);
      const dispatchers = await loading;
      return new UndiciExchange(request, exchange, dispatchers).send();
    },
    async close() {
      const dispatchers = await loading;
      loading = undefined;
      await dispatchers?.destroy();
    },
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
    connections: options.maxSockets ?? 64,
    pipelining: 1,
    allowH2: false,
    // The exchange's own timers watch each phase.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 65_536,
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

/** One request over a dispatcher. */
class UndiciExchange {
  readonly #request: HttpRequest;
  readonly #exchange: Exchange;
  readonly #dispatchers: Dispatchers;
  #controller: Dispatcher.DispatchController | undefined;
  #ended: Error | undefined;

  constructor(request: HttpRequest, exchange: Exchange, dispatchers: Dispatchers) {
    this.#request = request;
    this.#exchange = exchange;
    this.#dispatchers = dispatchers;
  }

  async send(): Promise<HttpResponse> {
    const exchange = this.#exchange;
    let source: Readable | undefined;
    try {
      return await new Promise<HttpResponse>((resolve, reject) => {
        exchange.begin((error) => {
          this.#abort(error);
          reject(error);
        });
        const { body } = this.#request;
        source = body === undefined ? undefined : writableChunks(body);
        const dispatcher = this.#dispatchers.for(targetOf(this.#request));
        dispatcher.dispatch(this.#options(source), this.#handler(resolve, reject));
      });
    } catch (error) {
      exchange.end();
      source?.destroy();
      this.#stop();
      throw exchange.faultOf(error);
    }
  }

  #options(source: Readable | undefined): Dispatcher.DispatchOptions {
    const { method } = this.#request;
    const { origin, pathname, search } = targetOf(this.#request);
    const length = contentLength(this.#request);
    const headers = headersOf(this.#request);
    const sent = headers instanceof HeaderList ? headers.flat() : [...headers].flat();
    if (length !== undefined) sent.push("content-length", String(length));
    return { origin, path: `${pathname}${search}`, method, headers: sent, body: source ?? null, idempotent: false };
  }

  #handler(resolve: (response: HttpResponse) => void, reject: (error: unknown) => void): Dispatcher.DispatchHandler {
    const exchange = this.#exchange;
    let body: ChunkQueue | undefined;
    return {
      onRequestStart: (controller) => {
        this.#controller = controller;
        if (this.#ended !== undefined) controller.abort(this.#ended);
        else exchange.connected();
      },
      onBodySent: () => exchange.sending(),
      onRequestSent: () => exchange.sent(),
      onResponseStart: (controller, status, _headers, statusText) => {
        if (status < 200) return exchange.informed();
        body = new ChunkQueue(controller);
        try {
          resolve(this.#response(status, statusText ?? "", rawText(controller.rawHeaders), body));
        } catch (error) {
          reject(error);
        }
      },
      onResponseData: (_controller, chunk) => body?.push(chunk),
      onResponseEnd: () => {
        this.#controller = undefined;
        if (this.#dispatchers.resets.resetting) exchange.cut(Object.assign(new Error("reset"), { code: "ECONNRESET" }));
        body?.end();
      },
      onResponseError: (_controller, error) => {
        this.#controller = undefined;
        body?.end(error);
        reject(error);
      },
    };
  }

  #response(status: number, statusText: string, raw: readonly string[], body: ChunkQueue): HttpResponse {
    this.#exchange.answered(status);
    const stop = (): void => {
      this.#exchange.end();
      this.#stop();
    };
    const headers = HeaderList.fromRaw(raw);
    const source = this.#exchange.watched(body, stop);
    return leanResponse({ status, statusText, url: this.#request.url, headers, body: source, cancel: stop });
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

function rawText(raw: Dispatcher.DispatchController["rawHeaders"]): readonly string[] {
  return Array.isArray(raw) ? raw.map((part) => (typeof part === "string" ? part : part.toString("latin1"))) : [];
}
