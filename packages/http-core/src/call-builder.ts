import type { CookieJar } from "tough-cookie";
import type { CredentialCaller, CredentialSource } from "./auth/credential-source.js";
import { loginContext } from "./auth/login-context.js";
import { credentialSource } from "./auth/registry.js";
import { defaultWindow } from "./auth/retry-window.js";
import type { AnyAuthScheme } from "./auth/scheme.js";
import { bodyOf } from "./body/bodies.js";
import type { Body } from "./body/body.js";
import { newTrace, type CallAuth, type CallContext, type CallOptions, type CallTrace } from "./call-context.js";
import { systemClock, type Clock } from "./clock.js";
import { defaultHeaders } from "./default-headers.js";
import { InputError } from "./errors.js";
import { mergeHeaders, removedHeaders } from "./headers.js";
import { defaultLogger } from "./logger.js";
import type { RequestOptions, SessionOptions } from "./options.js";
import { createRequest, type HttpRequest } from "./request.js";
import type { Transport } from "./transport.js";
import { allowedHosts, checkAllowed, readHosts, resolveUrl, withParams } from "./url.js";

/** A call that is ready to go through the pipeline. */
export interface PreparedCall {
  readonly request: HttpRequest;
  readonly context: CallContext;
}

/** What a login needs that no request asked for. */
export interface LoginAccess {
  readonly source: CredentialSource;
  readonly caller: CredentialCaller;
}

/** Makes calls from a session's options and a call's own. */
export class CallBuilder {
  readonly clock: Clock;
  readonly #options: SessionOptions & { transport: Transport };
  readonly #headers: Headers;
  readonly #jar: CookieJar;
  readonly #hosts: readonly string[] | undefined;

  constructor(options: SessionOptions & { transport: Transport }, headers: Headers, jar: CookieJar) {
    this.clock = options.clock ?? systemClock;
    this.#options = options;
    this.#headers = headers;
    this.#jar = jar;
    this.#hosts = options.hosts === undefined ? undefined : readHosts(options.hosts);
    if (options.baseUrl !== undefined) resolveUrl(options.baseUrl);
  }

  /**
   * Makes a call: URL, allow-list, headers and body are settled here, before anything is sent.
   *
   * @param preview - a missing credential is not fetched
   */
  async build(url: string | URL, call: RequestOptions, signal: AbortSignal, preview = false): Promise<PreparedCall> {
    const options = this.#merged(call);
    const target = withParams(resolveUrl(url, options.baseUrl), this.#options.params, call.params);
    const body = bodyOf(call) ?? bodyOf(this.#options);
    const headers = this.#headersOf(call, body);
    const trace = newTrace();
    const auth = await this.#auth(options, headers, signal, trace, preview);
    const hosts = call.hosts === undefined ? this.#hosts : readHosts(call.hosts);
    const allowed = hosts ?? allowedHosts(options.baseUrl, auth?.scheme.origins);
    checkAllowed(target, allowed);
    const request = createRequest({ method: (options.method ?? "GET").toUpperCase(), url: target.href, headers, body });
    return { request, context: this.#context(options, allowed, auth, trace, signal) };
  }

  /** The source of the session's credential, for logging in or renewing by hand. */
  async loginAccess(options: Pick<RequestOptions, "authOptions" | "signal">): Promise<LoginAccess> {
    const merged = this.#merged(options);
    const auth = await this.#auth(merged, new Headers(), options.signal, newTrace(), false);
    if (auth?.source === undefined) {
      throw new InputError("OPTION_INVALID", "This session has no scheme that logs in; give it one as auth");
    }
    return { source: auth.source, caller: auth.caller };
  }

  #merged(call: RequestOptions): CallOptions {
    const given = Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined)) as RequestOptions;
    return {
      reauthenticate: true,
      redirect: "follow",
      throwHttpErrors: true,
      stream: false,
      maxResponseBytes: 64 * 1024 * 1024,
      ...this.#options,
      ...given,
      timeout: { ...this.#options.timeout, ...call.timeout },
    };
  }

  /** Call over session over defaults; content headers follow the body. */
  #headersOf(call: RequestOptions, body: Body | undefined): Headers {
    const own = new Set([...mergeHeaders(call.headers).keys(), ...removedHeaders(call.headers)]);
    const merged = mergeHeaders(defaultHeaders, this.#headers, call.headers);
    if (body === undefined) merged.delete("content-type");
    else if (body.contentType !== undefined && !own.has("content-type")) merged.set("content-type", body.contentType);
    return merged;
  }

  async #auth(
    options: CallOptions,
    headers: Headers,
    signal: AbortSignal | undefined,
    trace: CallTrace,
    preview: boolean,
  ): Promise<CallAuth | undefined> {
    const scheme = options.auth;
    if (scheme === undefined || scheme === false) return undefined;
    if (this.#headers.has("authorization")) {
      throw new InputError(
        "OPTION_INVALID",
        `A persistent Authorization header and scheme ${scheme.name} exclude each other`,
      );
    }
    // The call's own Authorization wins, and switches the scheme off for this call.
    if (headers.has("authorization")) return undefined;
    return {
      scheme,
      source: scheme.acquire === undefined ? undefined : await this.#source(scheme, options, trace),
      caller: this.#caller(scheme, options, signal),
      options: options.authOptions,
      preview,
    };
  }

  async #source(scheme: AnyAuthScheme, options: CallOptions, trace: CallTrace): Promise<CredentialSource> {
    const identity = await scheme.identity(options.authOptions);
    trace.secrets.add(identity.secret.reveal());
    const { random = Math.random, logger = defaultLogger, permits, tokenStore } = this.#options;
    return credentialSource(scheme, identity, { clock: this.clock, random, logger, permits, tokenStore });
  }

  #caller(scheme: AnyAuthScheme, options: CallOptions, signal: AbortSignal | undefined): CredentialCaller {
    const { limit = defaultWindow.limit, windowMs = defaultWindow.windowMs } = this.#options.retryWindow ?? {};
    const { logger = defaultLogger, random = Math.random, transport } = this.#options;
    const parts = {
      scheme,
      transport,
      logger,
      clock: this.clock,
      random,
      options: options.authOptions,
      timeout: options.timeout ?? {},
    };
    return { scheme, window: { limit, windowMs }, signal, logger, loginContext: (login) => loginContext(parts, login) };
  }

  #context(
    options: CallOptions,
    hosts: readonly string[] | undefined,
    auth: CallAuth | undefined,
    trace: CallTrace,
    signal: AbortSignal,
  ): CallContext {
    const { random = Math.random, logger = defaultLogger } = this.#options;
    const { timeout = {} } = options;
    return { options, hosts, auth, trace, signal, timeout, random, logger, jar: this.#jar, clock: this.clock };
  }
}
