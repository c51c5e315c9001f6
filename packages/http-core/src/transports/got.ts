import type { Got, Request as GotStream } from "got";
import type { Agent as HttpAgent, ClientRequest, IncomingMessage } from "node:http";
import type { Agent as HttpsAgent } from "node:https";
import { Readable } from "node:stream";
import type { TLSSocket } from "node:tls";
import type { TransportError } from "../errors.js";
import type { HttpRequest } from "../request.js";
import { createResponse, type HttpResponse } from "../response.js";
import type { SendContext, Transport } from "../transport.js";
import { abortFault, timeoutFault, transportFault, type FaultContext } from "./fault.js";
import { headerPairs } from "./header-pairs.js";
import type { TransportOptions } from "./options.js";
import { PhaseTimer } from "./phase-timer.js";
import { tlsSettings } from "./tls-settings.js";

/** What is loaded when the first request is sent, and not before. */
interface Loaded {
  readonly got: Got;
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
}

/**
 * The default transport: got, with every convenience of its own switched off. It keeps connections alive, at most 64
 * per origin, and closes them in `close()`.
 *
 * @param options - trust, client certificate, lookup
 */
export function gotTransport(options: TransportOptions = {}): Transport {
  let loading: Promise<Loaded> | undefined;
  return {
    async send(request, context) {
      loading ??= load(options);
      const { got, agents } = await loading;
      return new Exchange(request, context).run(got, agents, options);
    },
    async close() {
      const loaded = await loading;
      loaded?.agents.http.destroy();
      loaded?.agents.https.destroy();
    },
  };
}

async function load(options: TransportOptions): Promise<Loaded> {
  const [{ default: got }, http, https] = await Promise.all([import("got"), import("node:http"), import("node:https")]);
  const shared = { keepAlive: true, maxSockets: options.maxSockets ?? 64, scheduling: "lifo" } as const;
  return {
    got,
    agents: { http: new http.Agent(shared), https: new https.Agent({ ...shared, ...tlsSettings(options) }) },
  };
}

/** One request on its way, and what is known of how far it got. */
class Exchange {
  readonly #request: HttpRequest;
  readonly #context: SendContext;
  readonly #timer: PhaseTimer;
  #connected = false;
  #failure: TransportError | undefined;
  #stream: GotStream | undefined;

  constructor(request: HttpRequest, context: SendContext) {
    this.#request = request;
    this.#context = context;
    this.#timer = new PhaseTimer(context.clock, context.timeout, (limitMs) => {
      this.#fail(timeoutFault(limitMs, this.#facts()));
    });
  }

  async run(got: Got, agents: Loaded["agents"], options: TransportOptions): Promise<HttpResponse> {
    const { signal } = this.#context;
    if (signal?.aborted) throw abortFault(this.#facts());
    const stream = got.stream(this.#request.url, this.#gotOptions(agents, options));
    this.#stream = stream;
    const onAbort = (): void => this.#fail(abortFault(this.#facts()));
    signal?.addEventListener("abort", onAbort, { once: true });
    const release = (): void => {
      this.#timer.stop();
      signal?.removeEventListener("abort", onAbort);
    };
    try {
      const head = await this.#head(stream);
      return this.#response(head, stream, release);
    } catch (error) {
      release();
      stream.destroy();
      throw this.#failure ?? transportFault(error, this.#facts());
    }
  }

  #gotOptions(agents: Loaded["agents"], options: TransportOptions): object {
    const { method, headers, body } = this.#request;
    const length = body === undefined ? lengthWithoutBody(method) : body.length;
    return {
      method,
      headers: {
        "user-agent": undefined,
        ...Object.fromEntries(headers),
        ...(length === undefined ? {} : { "content-length": String(length) }),
      },
      agent: agents,
      allowGetBody: true,
      decompress: false,
      followRedirect: false,
      throwHttpErrors: false,
      retry: { limit: 0 },
      strictContentLength: false,
      maxHeaderSize: this.#context.maxHeaderBytes ?? 65_536,
      ...(options.lookup === undefined ? {} : { dnsLookup: options.lookup }),
    };
  }

  /** Sends the request, and resolves at the head of the answer. */
  #head(stream: GotStream): Promise<IncomingMessage> {
    this.#timer.enter("connect");
    return new Promise((resolve, reject) => {
      stream.once("request", (request: ClientRequest) => this.#watch(request));
      stream.once("response", (response: IncomingMessage) => resolve(response));
      stream.on("error", reject);
      this.#upload(stream).catch(reject);
    });
  }

  #watch(request: ClientRequest): void {
    const connected = (): void => {
      this.#connected = true;
      this.#timer.enter("send");
    };
    request.once("socket", (socket) => {
      if (request.reusedSocket || !socket.connecting) connected();
      else socket.once((socket as TLSSocket).encrypted ? "secureConnect" : "connect", connected);
    });
    request.once("finish", () => {
      if (this.#timer.phase === "send") this.#timer.enter("firstByte");
    });
  }

  async #upload(stream: GotStream): Promise<void> {
    const { body } = this.#request;
    if (body === undefined) {
      stream.end();
      return;
    }
    const source = Readable.from(body.open(), { objectMode: false, highWaterMark: 65_536 });
    stream.once("close", () => source.destroy());
    for await (const chunk of source) {
      if (this.#timer.phase === "send") this.#timer.enter("send");
      if (!stream.write(chunk)) await drained(stream);
      if (stream.destroyed) return;
    }
    stream.end();
  }

  #response(head: IncomingMessage, stream: GotStream, release: () => void): HttpResponse {
    this.#timer.enter("body");
    const stop = (): void => {
      release();
      stream.destroy();
    };
    return createResponse({
      status: head.statusCode ?? 0,
      statusText: head.statusMessage ?? "",
      url: this.#request.url,
      headers: headerPairs(head.rawHeaders),
      body: this.#body(stream, stop),
      cancel: stop,
    });
  }

  async *#body(stream: GotStream, stop: () => void): AsyncIterable<Uint8Array> {
    try {
      for await (const chunk of stream as AsyncIterable<Uint8Array>) {
        this.#timer.stop();
        yield chunk;
        this.#timer.enter("body");
      }
    } catch (error) {
      throw this.#failure ?? transportFault(error, this.#facts());
    } finally {
      stop();
    }
  }

  #fail(error: TransportError): void {
    this.#failure ??= error;
    this.#stream?.destroy(error);
  }

  #facts(): FaultContext {
    const { method, url } = this.#request;
    return { method, url, phase: this.#timer.phase, bytesSent: this.#connected ? "unknown" : "none" };
  }
}

/** RFC 9110 section 8.6: a method that anticipates content says that there is none. */
function lengthWithoutBody(method: string): number | undefined {
  return ["POST", "PUT", "PATCH", "DELETE"].includes(method) ? 0 : undefined;
}

/** Waits until a stream takes more, or is gone. */
function drained(stream: GotStream): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      stream.off("drain", done);
      stream.off("close", done);
      resolve();
    };
    stream.once("drain", done);
    stream.once("close", done);
  });
}
