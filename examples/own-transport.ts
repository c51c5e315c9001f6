// A transport over node:http, made from public names only. It shows what a transport has to do, and passes `testTransport`.
import * as http from "node:http";
import * as https from "node:https";
import { pipeline } from "node:stream/promises";
import { createResponse, isHttpCoreError, openBody, redactUrl, TransportError } from "@org/http-core";
import type { BytesSent, HttpCoreError, HttpRequest, HttpResponse, SendContext, Transport } from "@org/http-core";
import type { TransportErrorCode, TransportPhase } from "@org/http-core";

/** Makes a transport that keeps connections alive. It has no options for certificates and proxies. */
export function plainTransport(): Transport {
  const agents = { http: new http.Agent({ keepAlive: true }), https: new https.Agent({ keepAlive: true }) };
  return {
    send: (request, context) => new Exchange(request, context).send(agents),
    async close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

/** One request and its response: the phase, its time limit, and what ended it. */
class Exchange {
  readonly #request: HttpRequest;
  readonly #context: SendContext;
  readonly #isHttps: boolean;
  readonly #onAbort = (): void => this.#fail(this.#error("SEND_ABORTED", "it was aborted"));
  #phase: TransportPhase = "connect";
  #bytesSent: BytesSent = "none";
  #failure: HttpCoreError | undefined;
  #stopTimer = (): void => {};
  #closeSource = (): void => {};
  #closeConnection = (): void => {};

  constructor(request: HttpRequest, context: SendContext) {
    this.#request = request;
    this.#context = context;
    this.#isHttps = request.url.startsWith("https:");
  }

  async send(agents: { readonly http: http.Agent; readonly https: https.Agent }): Promise<HttpResponse> {
    const { signal, maxHeaderBytes: maxHeaderSize = 65_536 } = this.#context;
    if (signal?.aborted) throw this.#error("SEND_ABORTED", "it was aborted");
    signal?.addEventListener("abort", this.#onAbort);
    this.#enter("connect");
    const { method, url } = this.#request;
    const options = { method, headers: this.#headers(), maxHeaderSize };
    const outgoing = this.#isHttps
      ? https.request(url, { ...options, agent: agents.https })
      : http.request(url, { ...options, agent: agents.http });
    outgoing.maxHeadersCount = 0; // Without this, Node drops all headers after the first 2000.
    this.#closeConnection = () => outgoing.destroy();
    try {
      return this.#toResponse(await this.#receiveHead(outgoing), outgoing);
    } catch (error) {
      this.#end();
      outgoing.destroy();
      throw this.#toError(error);
    }
  }

  /** Sends the request, and resolves as soon as the head of the response has arrived. */
  #receiveHead(outgoing: http.ClientRequest): Promise<http.IncomingMessage> {
    const onConnect = (): void => {
      this.#bytesSent = "unknown";
      this.#enter("send");
      this.#sendBody(outgoing).catch((error: unknown) => this.#fail(this.#toError(error)));
    };
    outgoing.once("socket", (socket) => {
      if (outgoing.reusedSocket || !socket.connecting) onConnect();
      else socket.once(this.#isHttps ? "secureConnect" : "connect", onConnect);
    });
    outgoing.once("finish", () => this.#phase === "send" && this.#enter("firstByte"));
    return new Promise((resolve, reject) => outgoing.once("response", resolve).on("error", reject));
  }

  async #sendBody(outgoing: http.ClientRequest): Promise<void> {
    const { body } = this.#request;
    if (body === undefined) return void outgoing.end();
    // `openBody` checks the length, and distinguishes a fault of the source from a fault of the network.
    const onOpen = (close: () => void): void => void (this.#closeSource = close);
    await pipeline(openBody(body, { onOpen, facts: () => this.#facts() }), this.#countChunks(), outgoing);
  }

  #countChunks() {
    const enter = (): void => this.#enter("send");
    return async function* count(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
      for await (const chunk of chunks) {
        yield chunk;
        enter();
      }
    };
  }

  #headers(): Record<string, string> {
    const { method, headers, body } = this.#request;
    const length = body === undefined && ["POST", "PUT", "PATCH", "DELETE"].includes(method) ? 0 : body?.length;
    if (length !== undefined) return { ...Object.fromEntries(headers), "content-length": String(length) };
    return { ...Object.fromEntries(headers), ...(body === undefined ? {} : { "transfer-encoding": "chunked" }) };
  }

  #toResponse(head: http.IncomingMessage, outgoing: http.ClientRequest): HttpResponse {
    const { statusCode: status = 0, statusMessage: statusText = "", rawHeaders } = head;
    if (status < 200 || status > 599) throw this.#error("PROTOCOL_ERROR", `HTTP does not define the status ${status}`);
    const headers = new Headers();
    for (let i = 0; i < rawHeaders.length; i += 2) headers.append(rawHeaders[i] ?? "", rawHeaders[i + 1] ?? "");
    this.#phase = "body";
    this.#stopTimer(); // The limit applies only while the body is read.
    head.on("error", () => {}); // A reader gets the error. Without a reader it must not end the process.
    const cancel = (): void => {
      this.#end();
      head.destroy();
    };
    const { clock } = this.#context;
    return createResponse({
      status,
      statusText,
      url: this.#request.url,
      headers,
      body: this.#read(head, outgoing),
      cancel,
      clock,
    });
  }

  async *#read(head: http.IncomingMessage, outgoing: http.ClientRequest): AsyncIterable<Uint8Array> {
    try {
      this.#enter("body");
      for await (const chunk of head) {
        this.#stopTimer();
        yield chunk as Uint8Array;
        this.#enter("body");
      }
    } catch (error) {
      throw this.#toError(error);
    } finally {
      this.#end();
      if (!outgoing.writableFinished) outgoing.destroy(); // The server does not want the rest of the request.
    }
  }

  /** Starts a phase and its time limit. */
  #enter(phase: TransportPhase): void {
    const { connectMs = 10_000, firstByteMs = 60_000, idleMs = 30_000 } = this.#context.timeout;
    const limitMs = phase === "connect" ? connectMs : phase === "firstByte" ? firstByteMs : idleMs;
    this.#phase = phase;
    this.#stopTimer();
    if (limitMs <= 0 || limitMs === Infinity) return;
    const onTimeout = (): void => this.#fail(this.#error("PHASE_TIMEOUT", `it took longer than ${limitMs} ms`));
    this.#stopTimer = this.#context.clock.setTimer(onTimeout, limitMs);
  }

  #fail(error: HttpCoreError): void {
    this.#failure ??= error;
    this.#end();
    this.#closeConnection();
  }

  #end(): void {
    this.#stopTimer();
    this.#closeSource();
    this.#context.signal?.removeEventListener("abort", this.#onAbort);
  }

  /** The first error is kept: later errors are only its consequences. */
  #toError(error: unknown): HttpCoreError {
    if (this.#failure !== undefined) return this.#failure;
    if (isHttpCoreError(error)) return error;
    const { code = "" } = error as NodeJS.ErrnoException;
    if (this.#phase !== "connect") return this.#error(codeOf(code), `the connection failed (${code})`);
    if (!/^(ENOTFOUND|EAI_)/.test(code)) return this.#error("CONNECT_FAILED", `no connection (${code})`);
    this.#phase = "dns";
    return this.#error("DNS_FAILED", `the name can't be resolved (${code})`);
  }

  #error(code: TransportErrorCode, reason: string): TransportError {
    const { method, url, phase, bytesSent } = this.#facts();
    const message = `${method} ${url} failed in phase ${phase}: ${reason}`;
    return new TransportError(code, message, { method, url, phase, bytesSent });
  }

  #facts() {
    const { method, url } = this.#request;
    return { method, url: redactUrl(url), phase: this.#phase, bytesSent: this.#bytesSent };
  }
}

function codeOf(code: string): TransportErrorCode {
  if (code === "HPE_HEADER_OVERFLOW") return "HEADERS_TOO_LARGE";
  return code.startsWith("HPE_") ? "PROTOCOL_ERROR" : "CONNECTION_RESET";
}
