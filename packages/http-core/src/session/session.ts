import type { CookieJar } from "tough-cookie";
import { CallBuilder, type LoginAccess } from "./call-builder.js";
import { PendingCalls } from "./pending-calls.js";
import { CallEndedError } from "../errors.js";
import { defaultCallOptions, defaultTimeouts } from "../defaults.js";
import { mergeHeaders } from "../http/headers.js";
import type { HeaderList } from "../http/header-list.js";
import { HeldJar } from "../http/cookie-jar.js";
import { httpErrorOf } from "../middleware/http-error.js";
import { isPromise } from "../util/maybe-promise.js";
import { checkRequestOptions, checkSessionOptions } from "../options/check-options.js";
import type { RequestOptions, SessionOptions } from "../options/options.js";
import { extendOptions } from "../options/extend-options.js";
import { callPipeline } from "../middleware/pipeline.js";
import { previewCall, type PreparedRequest } from "./prepared-request.js";
import { redactHeaders, redactUrl } from "../redaction/redact.js";
import { RetryQuota } from "../middleware/retry/retry-quota.js";
import type { HttpResponse } from "../http/response.js";
import { gotTransport } from "../transports/got.js";
import type { Transport } from "../transports/transport.js";

/** Options of a call whose method is in the function's name. */
export type CallOptionsWithoutMethod = Omit<RequestOptions, "method">;

/** A session: persistent headers and cookies, one way of authenticating, and the calls made with them. */
export interface Session extends AsyncDisposable {
  /** Sent with every call; what is set here persists. */
  readonly headers: Headers;
  readonly cookies: CookieJar;
  /**
   * Sends a request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call alone
   * @throws HttpError, RedirectError, TransportError, AuthenticationError, RetryWindowExhaustedError, InputError,
   * BodyError, CallEndedError
   */
  request(url: string | URL, options?: RequestOptions): Promise<HttpResponse>;
  get(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse>;
  head(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse>;
  options(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse>;
  post(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse>;
  put(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse>;
  patch(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse>;
  delete(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse>;
  /** A session with more options; headers, parameters and hosts are merged, transport and cookies shared. */
  extend(options: SessionOptions): Session;
  /** What a call would send, and where each header comes from. Sends nothing and never logs in. */
  prepare(url: string | URL, options?: RequestOptions): Promise<PreparedRequest>;
  /** Logs in where no valid credential is there yet. */
  authenticate(options?: Pick<RequestOptions, "authOptions" | "signal">): Promise<void>;
  /** Replaces the credential ahead of its time, by the same single path as a 401. */
  renewCredential(options?: Pick<RequestOptions, "authOptions" | "signal">): Promise<void>;
  /** Forgets credential, latch and back-off; the retry window stays. */
  resetCredentials(options?: Pick<RequestOptions, "authOptions">): Promise<void>;
  /** Ends calls under way and closes what the session made itself. */
  close(): Promise<void>;
}

/**
 * Makes a session.
 *
 * @param options - defaults of every call, and what the session is made of
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`, `HEADER_INVALID`, `URL_INVALID`
 */
export function createSession(options: SessionOptions = {}): Session {
  checkSessionOptions(options);
  const transport = options.transport ?? gotTransport();
  const ownTransport = options.transport === undefined ? transport : undefined;
  return new PipelineSession({ ...options, transport }, new HeldJar(options.cookies), ownTransport);
}

class PipelineSession implements Session {
  readonly #options: SessionOptions & { transport: Transport };
  readonly #ownTransport: Transport | undefined;
  readonly #builder: CallBuilder;
  readonly #headers: HeaderList;
  readonly #jar: HeldJar;
  readonly #calls = new PendingCalls();
  readonly #pipeline: ReturnType<typeof callPipeline>;

  constructor(options: SessionOptions & { transport: Transport }, jar: HeldJar, ownTransport?: Transport) {
    this.#options = options;
    this.#ownTransport = ownTransport;
    this.#headers = mergeHeaders(options.headers);
    this.#jar = jar;
    this.#builder = new CallBuilder(options, this.#headers, jar);
    this.#pipeline = callPipeline(options.transport, new RetryQuota(), options.middleware ?? []);
  }

  get headers(): Headers {
    return this.#headers.headers;
  }

  get cookies(): CookieJar {
    return this.#jar.jar;
  }

  async request(url: string | URL, options: RequestOptions = {}): Promise<HttpResponse> {
    checkRequestOptions(options);
    this.#refuseIfClosed();
    const totalMs = options.timeout?.totalMs ?? this.#options.timeout?.totalMs ?? defaultTimeouts.totalMs;
    const signal = options.signal ?? this.#options.signal;
    const isStreamed = options.stream ?? this.#options.stream ?? defaultCallOptions.stream;
    const limits = { clock: this.#builder.clock, totalMs, signal, isStreamed };
    return this.#calls.run(limits, (callSignal) => this.#send(url, options, callSignal));
  }

  get(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse> {
    return this.request(url, { ...options, method: "GET" });
  }

  head(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse> {
    return this.request(url, { ...options, method: "HEAD" });
  }

  options(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse> {
    return this.request(url, { ...options, method: "OPTIONS" });
  }

  post(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse> {
    return this.request(url, { ...options, method: "POST" });
  }

  put(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse> {
    return this.request(url, { ...options, method: "PUT" });
  }

  patch(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse> {
    return this.request(url, { ...options, method: "PATCH" });
  }

  delete(url: string | URL, options?: CallOptionsWithoutMethod): Promise<HttpResponse> {
    return this.request(url, { ...options, method: "DELETE" });
  }

  extend(options: SessionOptions): Session {
    checkSessionOptions(options);
    const merged = extendOptions({ ...this.#options, headers: this.#headers }, options);
    const jar = options.cookies === undefined ? this.#jar : new HeldJar(options.cookies);
    return new PipelineSession({ ...merged, transport: merged.transport ?? this.#options.transport }, jar);
  }

  async prepare(url: string | URL, options: RequestOptions = {}): Promise<PreparedRequest> {
    checkRequestOptions(options);
    const call = await this.#builder.build(url, options, { signal: new AbortController().signal, isPreview: true });
    return previewCall(call, { call: options.headers, session: this.#headers }, this.#options.middleware ?? []);
  }

  async authenticate(options: Pick<RequestOptions, "authOptions" | "signal"> = {}): Promise<void> {
    const { source, caller } = await this.#auth(options);
    await source.get(caller);
  }

  async renewCredential(options: Pick<RequestOptions, "authOptions" | "signal"> = {}): Promise<void> {
    const { source, caller } = await this.#auth(options);
    await source.renew(caller);
  }

  async resetCredentials(options: Pick<RequestOptions, "authOptions"> = {}): Promise<void> {
    const { source } = await this.#auth(options);
    await source.reset();
  }

  async close(): Promise<void> {
    this.#calls.close();
    await this.#ownTransport?.close?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Printed, a session shows no header value that may hold a secret, and no cookie. */
  toJSON(): object {
    const { baseUrl, auth } = this.#options;
    return {
      ...(baseUrl === undefined ? {} : { baseUrl: redactUrl(String(baseUrl)) }),
      headers: redactHeaders(this.#headers),
      auth: auth === undefined || auth === false ? "none" : auth.name,
    };
  }

  async #send(url: string | URL, options: RequestOptions, signal: AbortSignal): Promise<HttpResponse> {
    const building = this.#builder.build(url, options, { signal });
    const { request, context } = isPromise(building) ? await building : building;
    const response = await this.#pipeline.send(request, context);
    const { throwHttpErrors } = context.options;
    if (!throwHttpErrors || response.status < 400) return response;
    throw await httpErrorOf(response, request, context);
  }

  async #auth(options: Pick<RequestOptions, "authOptions" | "signal">): Promise<LoginAccess> {
    this.#refuseIfClosed();
    return this.#builder.loginAccess(options);
  }

  #refuseIfClosed(): void {
    if (this.#calls.isClosed) throw new CallEndedError("SESSION_CLOSED", "The session was closed; make another");
  }
}

Object.defineProperty(PipelineSession.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: PipelineSession) {
    return this.toJSON();
  },
});
