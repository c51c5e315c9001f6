import type { KnownSecrets } from "../auth/credentials/known-secrets.js";
import { closeIfUnsent } from "./close-unsent.js";
import type { CookieJar } from "tough-cookie";
import { CallBuilder, type LoginAccess } from "./call-builder.js";
import { PendingCalls, type PendingCall } from "./pending-calls.js";
import { readTarget } from "./session-target.js";
import { CallEndedError } from "../errors.js";
import { defaultCallOptions, defaultTimeouts } from "../defaults.js";
import { mergeCallerHeaders } from "../http/headers.js";
import type { HeaderList } from "../http/header-list.js";
import { LazyCookieJar } from "../http/cookies/cookie-jar.js";
import { httpErrorOf } from "../middleware/lazy-http-error.js";
import { Lazy } from "../util/lazy.js";
import { isPromise } from "../util/maybe-promise.js";
import { mergeDefined } from "../util/own-members.js";
import { readLoginOptions, readRequestOptions, readSessionOptions } from "../options/check-options.js";
import type {
  CheckedRequestOptions,
  CheckedSessionOptions,
  RequestOptions,
  SessionOptions,
} from "../options/options.js";
import { checkRuntime } from "../options/check-runtime.js";
import { extendOptions } from "../options/extend-options.js";
import { callPipeline } from "../middleware/pipeline.js";
import { withReaders, type ResponsePromise } from "./response-promise.js";
import type { PreparedRequest } from "./prepared-request.js";
import type { CallOptionsWithoutMethod, Session } from "./session.js";
import { maskError } from "../redaction/mask-error.js";
import { redactHeaders, redactUrl } from "../redaction/redact.js";
import { RetryQuota } from "../middleware/retry/retry-quota.js";
import type { HttpResponse } from "../http/response.js";
import { lazyGot } from "../transports/lazy-got.js";
import type { Transport } from "../transports/transport.js";

/**
 * Makes a session.
 *
 * @param options - defaults of every call, and the session's transport, cookies and limits
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`, `HEADER_INVALID`, `URL_INVALID`; HttpCoreError `UNSUPPORTED` on Node 20
 *
 * @example
 * ```ts
 * import { createSession } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const transport = memoryTransport(({ url }) => ({ body: { url } })); // leave it out for the real network
 * const session = createSession({ baseUrl: "https://api.example.com", transport });
 * const response = await session.get("/things", { params: { page: 2 } });
 * console.log(response.status, await response.json());
 * await session.close();
 * ```
 */
export function createSession(options: SessionOptions = {}): Session {
  checkRuntime();
  const own = readSessionOptions(options);
  const transport = own.transport ?? lazyGot();
  const ownTransport = own.transport === undefined ? transport : undefined;
  const parts = { jar: new LazyCookieJar(own.cookies), ownTransport, parentHome: undefined };
  return new PipelineSession(mergeDefined(own, { transport }), parts);
}

/** Loaded with the first use of `prepare`: neither the start of a program nor the first chunk of a bundle needs it. */
const preparing = new Lazy(() => import("./prepared-request.js"));

/** What a session is made from, in addition to its options. */
interface SessionParts {
  readonly jar: LazyCookieJar;
  /** The transport that the session made, and closes. */
  readonly ownTransport: Transport | undefined;
  /** The host that receives the credentials of the session that was extended. */
  readonly parentHome: string | undefined;
}

class PipelineSession implements Session {
  readonly #options: CheckedSessionOptions & { transport: Transport };
  readonly #ownTransport: Transport | undefined;
  readonly #builder: CallBuilder;
  readonly #headers: HeaderList;
  readonly #jar: LazyCookieJar;
  readonly #calls = new PendingCalls();
  readonly #pipeline: ReturnType<typeof callPipeline>;

  constructor(
    options: CheckedSessionOptions & { transport: Transport },
    { jar, ownTransport, parentHome }: SessionParts,
  ) {
    this.#options = options;
    this.#ownTransport = ownTransport;
    this.#headers = mergeCallerHeaders(options.headers);
    this.#jar = jar;
    this.#builder = new CallBuilder(options, this.#headers, jar, parentHome);
    this.#builder.identities.releaseWith(this);
    this.#pipeline = callPipeline(options.transport, new RetryQuota(), options.middleware ?? []);
  }

  get headers(): Headers {
    return this.#headers.headers;
  }

  get cookies(): CookieJar {
    return this.#jar.jar;
  }

  cookieJar(): Promise<CookieJar> {
    return this.#jar.load();
  }

  request(url: string | URL, options?: RequestOptions): ResponsePromise {
    return withReaders(this.#start(url, options));
  }

  get(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise {
    return withReaders(this.#start(url, options, "GET"));
  }

  head(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise {
    return withReaders(this.#start(url, options, "HEAD"));
  }

  options(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise {
    return withReaders(this.#start(url, options, "OPTIONS"));
  }

  post(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise {
    return withReaders(this.#start(url, options, "POST"));
  }

  put(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise {
    return withReaders(this.#start(url, options, "PUT"));
  }

  patch(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise {
    return withReaders(this.#start(url, options, "PATCH"));
  }

  delete(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise {
    return withReaders(this.#start(url, options, "DELETE"));
  }

  extend(options: SessionOptions): Session {
    const more = readSessionOptions(options);
    const { own } = this.#builder;
    const all = { headers: mergeCallerHeaders(this.#headers), params: this.#options.params };
    const { home } = readTarget(extendOptions(this.#options, more), own.home);
    const { headers, params = [] } = own.inherited(home, all, this.#options.auth);
    const merged = extendOptions(mergeDefined(this.#options, { headers, params }), more);
    const jar = more.cookies === undefined ? this.#jar : new LazyCookieJar(more.cookies);
    const transport = merged.transport ?? this.#options.transport;
    const parts = { jar, ownTransport: undefined, parentHome: own.home };
    return new PipelineSession(mergeDefined(merged, { transport }), parts);
  }

  async prepare(url: string | URL, options: RequestOptions = {}): Promise<PreparedRequest> {
    const own = readRequestOptions(options);
    const call = await this.#builder.build(url, own, { isPrepareOnly: true });
    const layers = { call: own.headers, session: this.#headers };
    const loaded = preparing.get();
    const { prepareRequest } = isPromise(loaded) ? await loaded : loaded;
    try {
      return await prepareRequest(call, layers, this.#options.middleware ?? []);
    } catch (error) {
      throw maskError(error, call.context.trace.secrets);
    }
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
    this.#refuseIfClosed();
    await this.#builder.resetCredentials(readLoginOptions(options));
  }

  async logout(options: Pick<RequestOptions, "authOptions" | "signal"> = {}): Promise<void> {
    this.#refuseIfClosed();
    await this.#builder.logOut(readLoginOptions(options));
  }

  async close(): Promise<void> {
    this.#calls.close();
    this.#builder.identities.release();
    const { pending } = this.#builder.logins;
    const closeTransport = async (): Promise<void> => this.#ownTransport?.close?.();
    if (pending === undefined) return closeTransport();
    // Other sessions wait for a login over this transport. No caller waits for its close, so its error is dropped.
    void pending.then(closeTransport).catch(() => {});
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** What a printed session shows: no header value that may be secret, and no cookie. */
  toJSON(): object {
    const { baseUrl, auth } = this.#options;
    return {
      ...(baseUrl === undefined ? {} : { baseUrl: redactUrl(String(baseUrl)) }),
      headers: redactHeaders(this.#headers),
      auth: auth === undefined || auth === false ? "none" : auth.name,
    };
  }

  #start(url: string | URL, given: RequestOptions = {}, method?: string): Promise<HttpResponse> {
    try {
      const options = readRequestOptions(given, method);
      this.#refuseIfClosed();
      const totalMs = options.timeout?.totalMs ?? this.#options.timeout?.totalMs ?? defaultTimeouts.totalMs;
      const signal = options.signal ?? this.#options.signal;
      const isStreamed = options.stream ?? this.#options.stream ?? defaultCallOptions.stream;
      const { clock } = this.#builder;
      const call = this.#calls.begin<HttpResponse>({ clock, totalMs, signal, isStreamed });
      void this.#send(url, options, call);
      return closeIfUnsent(options, call.result);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /** Sends a call, and settles it. */
  async #send(url: string | URL, options: CheckedRequestOptions, call: PendingCall<HttpResponse>): Promise<void> {
    const { signal } = call;
    let secrets: KnownSecrets | undefined;
    try {
      signal.throwIfAborted();
      const building = this.#builder.build(url, options, { signal });
      const { request, context } = isPromise(building) ? await building : building;
      secrets = context.trace.secrets;
      const response = await this.#pipeline.send(request, context);
      const isFailure = context.options.throwHttpErrors && response.status >= 400;
      if (isFailure) throw await httpErrorOf(response, request, context);
      call.resolve(response);
    } catch (error) {
      call.reject(secrets === undefined ? error : maskOrReplace(error, secrets));
    }
  }

  async #auth(options: Pick<RequestOptions, "authOptions" | "signal">): Promise<LoginAccess> {
    this.#refuseIfClosed();
    return this.#builder.loginAccess(readLoginOptions(options));
  }

  #refuseIfClosed(): void {
    if (this.#calls.isClosed) throw new CallEndedError("SESSION_CLOSED", "The session was closed; create a new one");
  }
}

/** Masks secrets in an error. A call must end, so an error that can't be read is replaced by what its reading throws. */
function maskOrReplace(error: unknown, secrets: KnownSecrets): unknown {
  try {
    return maskError(error, secrets);
  } catch (fault) {
    return fault;
  }
}

Object.defineProperty(PipelineSession.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: PipelineSession) {
    return this.toJSON();
  },
});
