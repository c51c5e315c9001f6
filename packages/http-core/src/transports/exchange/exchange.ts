import type { Body } from "../../http/request-body/body.js";
import { openBody } from "../../http/request-body/open-body.js";
import { isHttpCoreError, type BytesSent, type ErrorFacts, type HttpCoreError } from "../../http-core-error.js";
import { InputError, type TransportError } from "../../errors.js";
import type { TransportErrorCode } from "../../error-codes.js";
import { createResponseOf } from "../../http/body-response.js";
import type { ByteSource } from "../../http/body/read-body.js";
import type { HeaderList } from "../../http/header-list.js";
import { headersOf } from "../../http/message.js";
import { redactUrl } from "../../redaction/redact.js";
import { defaultMaxHeaderBytes } from "../../defaults.js";
import type { HttpRequest } from "../../http/request.js";
import type { HttpResponse } from "../../http/response.js";
import { isPromise, type MaybePromise } from "../../util/maybe-promise.js";
import type { SendContext } from "../transport.js";
import { networkError, proxyRefusedError, transportError, type ExchangeState } from "./transport-errors.js";
import { ChunkQueue, type BodyExchange } from "./chunk-queue.js";
import { PhaseTimer } from "./phase-timer.js";
import type { Proxy } from "../connection/proxy.js";
import { ProxyError } from "../connection/proxy-error.js";

/** The head of a response. */
export interface ResponseHead {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  /** Checks or changes the body on its way to the reader; returns `undefined` for no body. Default: it is handed on as it is. */
  readonly wrapBody?: ((body: ByteSource) => ByteSource | undefined) | undefined;
}

/** Maximum number of informational responses (1xx) in one exchange. */
const maxInformational = 32;

/**
 * The state of one request and its response: the phase, how much has been sent, and what ended it. All transports use it,
 * so that time limits, aborts and errors are the same for all.
 */
export class Exchange implements BodyExchange {
  /** The request. */
  readonly request: HttpRequest;
  readonly #context: SendContext;
  readonly #timer: PhaseTimer;
  readonly #onAbort = (): void => this.fail(this.error("SEND_ABORTED", "it was aborted"));
  readonly #result = Promise.withResolvers<HttpResponse>();
  #received: ChunkQueue | undefined;
  /** `undefined` until a body is open. */
  #closeBody: (() => void) | undefined;
  #isEnded = false;
  #bytesSent: BytesSent = "none";
  /** `undefined` for a transport that does not know. */
  #isConnected: boolean | undefined = false;
  #failure: HttpCoreError | undefined;
  #informational = 0;
  #proxy: Proxy | undefined;

  constructor(request: HttpRequest, context: SendContext) {
    this.request = request;
    this.#context = context;
    this.#timer = new PhaseTimer(context, (limitMs) =>
      this.fail(this.error("PHASE_TIMEOUT", `the ${this.#timer.phase} phase took longer than ${limitMs} ms`)),
    );
  }

  /** The response, as soon as its head has arrived. */
  get response(): Promise<HttpResponse> {
    return this.#result.promise;
  }

  /** Maximum size of the response head, in bytes. */
  get maxHeaderBytes(): number {
    return this.#context.maxHeaderBytes ?? defaultMaxHeaderBytes;
  }

  /**
   * Starts the connect phase, and sends the request.
   *
   * @param needed - what it needs; only the first request of a transport has to wait for it
   * @param send - begins to send; what it throws ends the exchange
   * @returns {@link response}
   */
  start<T>(needed: MaybePromise<T>, send: (needed: T) => void): Promise<HttpResponse> {
    try {
      if (isPromise(needed)) {
        needed.then(
          (loaded) => void this.start(loaded, send),
          (error: unknown) => this.fail(error),
        );
      } else {
        const { signal } = this.#context;
        if (signal?.aborted) throw this.error("SEND_ABORTED", "it was aborted");
        signal?.addEventListener("abort", this.#onAbort);
        this.#timer.enter("connect");
        send(needed);
      }
    } catch (error) {
      this.fail(error);
    }
    return this.response;
  }

  /** The proxy that the request goes through, if any. Errors name it. */
  useProxy(proxy: Proxy | undefined): void {
    this.#proxy = proxy;
  }

  /** True if the exchange has ended. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The error that ended the exchange; `undefined` if none did. */
  get failure(): HttpCoreError | undefined {
    return this.#failure;
  }

  /**
   * Refuses a body that the client library can't send.
   *
   * @param methods - whose requests can't have a body
   * @param library - its name
   * @throws TransportError `UNSUPPORTED`
   */
  refuseBodyOf(methods: readonly string[], library: string): void {
    const { method, body } = this.request;
    if (body === undefined || !methods.includes(method)) return;
    throw this.error("UNSUPPORTED", `${library} can't send a ${method} with a body; use another transport`);
  }

  /** The connection is made. From now on bytes may have been sent. */
  markConnected(): void {
    if (this.#isConnected) return;
    this.#isConnected = true;
    this.#markSending();
  }

  /** The transport does not know when it has connected: bytes may have been sent from now on. */
  markUntracked(): void {
    this.#isConnected = undefined;
    this.#markSending();
  }

  /** A chunk of the body has been read, and was sent if the transport knows that it has connected. */
  markChunkSent(): void {
    this.#markPartSent();
    if (this.#timer.phase === "send") this.#timer.enter("send");
  }

  /** The whole request has been sent, as far as the transport knows. */
  markRequestSent(): void {
    this.#markPartSent();
    if (this.#timer.phase === "send") this.#timer.enter("firstByte");
  }

  /**
   * Resolves {@link response}, whose head has arrived.
   *
   * @param head - of the response
   * @returns takes the chunks of the body as they arrive, and its end
   * @throws TransportError `PROTOCOL_ERROR` for a status that HTTP does not define; `PROXY_REFUSED` for a 407 of a proxy
   */
  respond({ status, statusText, headers, wrapBody }: ResponseHead): ChunkQueue {
    // Behind a tunnel the response is the server's; without one a 407 can only be the proxy's (RFC 9110 section 15.5.8).
    if (status === 407 && this.#proxy !== undefined && this.request.url.startsWith("http:"))
      throw proxyRefusedError(new ProxyError("it refused the request with status 407", { status }), this.#facts());
    if (status < 200 || status > 599)
      throw this.error("PROTOCOL_ERROR", `the status of the response is ${status}, which HTTP does not define`);
    this.#bytesSent = "some";
    this.stopReading();
    const body = (this.#received = new ChunkQueue(this));
    const response = createResponseOf({
      status,
      statusText,
      url: this.request.url,
      headers,
      body: wrapBody === undefined ? body : wrapBody(body),
      cancel: () => this.close(),
      clock: this.#context.clock,
      maxJsonValues: undefined,
      jsonReviver: undefined,
    });
    this.#result.resolve(response);
    return body;
  }

  /** The body is not being read. Until it is, no time limit runs. */
  stopReading(): void {
    this.#timer.pause("body");
    this.hold(false);
  }

  /** A reader waits for more of the body. */
  startReading(): void {
    this.#timer.enter("body");
    this.hold(true);
  }

  /** Lets the connection keep the process alive, or not, if it is still this exchange's. */
  hold(_isNeeded: boolean): void {}

  /** Stops the connection from sending more of the body. */
  pause(): void {}

  /** Lets the connection send more of the body. */
  resume(): void {}

  /** Closes the connection if the exchange still uses it. May be called several times. */
  destroy(): void {}

  /**
   * Ends the exchange because it failed before the response was complete. Before the head {@link response} rejects; later
   * the reader of the body gets the error.
   *
   * @param error - of the client library; the first failure is kept
   */
  fail(error: unknown): void {
    const failure = (this.#failure ??= this.#toError(error));
    this.#received?.end(failure);
    this.#result.reject(failure);
    this.close();
  }

  /** An informational response (1xx) has arrived. Too many end the exchange. */
  countInformational(): void {
    this.#bytesSent = "some";
    if (++this.#informational > maxInformational)
      this.fail(this.error("PROTOCOL_ERROR", "the server sent too many informational responses"));
  }

  /**
   * Ends the exchange: time limits and signal have no effect any more, the rest of the request's body is not read, and the
   * connection is closed if the exchange still uses it.
   */
  close(): void {
    this.#isEnded = true;
    this.#closeBody?.();
    this.#timer.stop();
    this.#context.signal?.removeEventListener("abort", this.#onAbort);
    this.destroy();
  }

  /**
   * Opens the body of the request. If the body fails, the exchange ends, because the server waits for the rest. The source
   * is closed when the exchange ends, however that is.
   *
   * @param body - of the request
   * @param reusesBuffers - true if each chunk is written before the next one is read
   * @throws BodyError `BODY_LENGTH_WRONG`, `BODY_SOURCE_FAILED`
   */
  async *openBody(body: Body, reusesBuffers: boolean): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      const onOpen = (close: () => void): void => {
        this.#closeBody = close;
        if (this.#isEnded) close();
      };
      yield* openBody(body, { reusesBuffers, facts: () => this.#errorFacts(), onOpen });
    } catch (error) {
      // Kept as it is: an InputError is about the body, and not about what the client library can't do.
      if (isHttpCoreError(error) && !this.#isEnded) this.fail((this.#failure = error));
      throw error;
    }
  }

  /** Makes an error that says how far the exchange has come. */
  error(code: TransportErrorCode, reason: string): TransportError {
    return transportError(code, reason, this.#facts());
  }

  #toError(error: unknown): HttpCoreError {
    if (error instanceof InputError) return this.error("UNSUPPORTED", error.message);
    return isHttpCoreError(error) ? error : networkError(error, this.#facts());
  }

  #markSending(): void {
    this.#bytesSent = "unknown";
    this.#timer.enter("send");
  }

  #markPartSent(): void {
    if (this.#isConnected) this.#bytesSent = "some";
  }

  #facts(): ExchangeState {
    const { method, url } = this.request;
    return {
      method,
      url,
      headers: headersOf(this.request),
      phase: this.#timer.phase,
      bytesSent: this.#bytesSent,
      isConnected: this.#isConnected,
      proxy: this.#proxy,
    };
  }

  #errorFacts(): ErrorFacts {
    const { method, url } = this.request;
    return { method, url: redactUrl(url), bytesSent: this.#bytesSent };
  }
}
