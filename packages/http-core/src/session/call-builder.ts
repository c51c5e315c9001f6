import type { CredentialCaller, CredentialSource } from "../auth/credentials/credential-source.js";
import { credentialSource, type SharingOptions, watchTokenStore } from "../auth/credentials/registry.js";
import type { AnyAuthScheme, Identity } from "../auth/scheme.js";
import { SessionCaller, type SessionParts } from "../auth/session-caller.js";
import { bodyOf } from "../http/body/bodies.js";
import type { Body } from "../http/body/body.js";
import {
  newTrace,
  type CallAuth,
  type CallContext,
  type CallOptions,
  type CallTrace,
} from "../middleware/call-context.js";
import { systemClock, type Clock } from "../util/clock.js";
import { defaultCallOptions, defaultHeaders, defaultRetryWindow } from "../defaults.js";
import { mergeDefined } from "../util/omit-undefined.js";
import { InputError } from "../errors.js";
import { HeaderList } from "../http/header-list.js";
import { mergeHeaders, overlay } from "../http/headers.js";
import type { HeldJar } from "../http/cookie-jar.js";
import { defaultLogger } from "../util/logger.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import type { RequestOptions, SessionOptions } from "../options/options.js";
import { requestAt, type HttpRequest } from "../http/request.js";
import type { Transport } from "../transports/transport.js";
import { allowedHosts, checkAllowed, readHosts } from "../http/allowed-hosts.js";
import { withParams } from "../http/params.js";
import { readBase, resolveUrl, type BaseUrl } from "../http/url.js";

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
  readonly #defaults: CallOptions;
  readonly #parts: SessionParts;
  readonly #sharing: SharingOptions;
  readonly #headers: HeaderList;
  readonly #merged: HeaderList;
  readonly #jar: HeldJar;
  readonly #base: BaseUrl | undefined;
  readonly #hosts: readonly string[] | undefined;

  constructor(options: SessionOptions & { transport: Transport }, headers: HeaderList, jar: HeldJar) {
    this.clock = options.clock ?? systemClock;
    this.#options = options;
    this.#defaults = mergeDefined(defaultCallOptions, options);
    this.#headers = headers;
    this.#merged = mergeHeaders(defaultHeaders, headers);
    this.#jar = jar;
    this.#base = options.baseUrl === undefined ? undefined : readBase(options.baseUrl);
    this.#hosts = options.hosts === undefined ? allowedHosts(this.#base, originsOf(options)) : readHosts(options.hosts);
    const { tokenStore, permits, transport, random = Math.random, logger = defaultLogger } = options;
    this.#sharing = { clock: this.clock, random, logger, permits, tokenStore };
    this.#parts = {
      clock: this.clock,
      random,
      logger,
      transport,
      window: mergeDefined(defaultRetryWindow, options.retryWindow ?? {}),
    };
    if (tokenStore !== undefined) watchTokenStore(tokenStore, this.clock, logger);
  }

  /**
   * Makes a call: URL, allow-list, headers and body are settled here, before anything is sent.
   *
   * @param preview - a missing credential is not fetched
   */
  build(url: string | URL, call: RequestOptions, signal: AbortSignal, preview = false): MaybePromise<PreparedCall> {
    const options = this.#optionsOf(call);
    const base = call.baseUrl === undefined ? this.#base : readBase(call.baseUrl);
    const target = withParams(resolveUrl(url, base), this.#options.params, call.params);
    const body = bodyOf(call) ?? bodyOf(this.#options);
    const headers = this.#headersOf(call, body);
    const trace = newTrace();
    const settled = (auth: CallAuth | undefined): PreparedCall => {
      const hosts = this.#hostsOf(call, base, auth);
      checkAllowed(target, hosts);
      const method = options.method.toUpperCase();
      const request = requestAt(target, { method, headers, body });
      return { request, context: this.#context(options, hosts, auth, trace, signal) };
    };
    const auth = this.#auth(options, headers, signal, trace, preview);
    return isPromise(auth) ? auth.then(settled) : settled(auth);
  }

  /** The source of the session's credential, for logging in or renewing by hand. */
  async loginAccess(options: Pick<RequestOptions, "authOptions" | "signal">): Promise<LoginAccess> {
    const merged = this.#optionsOf(options);
    const auth = await this.#auth(merged, new HeaderList(), options.signal, newTrace(), false);
    if (auth?.source === undefined) {
      throw new InputError("OPTION_INVALID", "This session has no scheme that logs in; give it one as auth");
    }
    return { source: auth.source, caller: auth.caller };
  }

  #optionsOf(call: RequestOptions): CallOptions {
    const options = mergeDefined(this.#defaults, call);
    if (call.timeout === undefined) return options;
    return { ...options, timeout: { ...this.#options.timeout, ...call.timeout } };
  }

  /** A list that a call brings replaces the session's, and so does a place it makes for itself. */
  #hostsOf(call: RequestOptions, base: BaseUrl | undefined, auth: CallAuth | undefined): readonly string[] | undefined {
    if (call.hosts !== undefined) return readHosts(call.hosts);
    const isOwn = base === this.#base && auth?.scheme === (this.#options.auth || undefined);
    return this.#options.hosts !== undefined || isOwn ? this.#hosts : allowedHosts(base, auth?.scheme.origins);
  }

  /** Call over session over defaults; content headers follow the body. */
  #headersOf(call: RequestOptions, body: Body | undefined): HeaderList {
    const headers = this.#headers.isExposed ? mergeHeaders(defaultHeaders, this.#headers) : this.#merged.copy();
    const own = overlay(headers, call.headers);
    if (body === undefined) headers.delete("content-type");
    else if (body.contentType !== undefined && !own.has("content-type")) {
      headers.set("content-type", body.contentType);
    }
    return headers;
  }

  #auth(
    options: CallOptions,
    headers: HeaderList,
    signal: AbortSignal | undefined,
    trace: CallTrace,
    preview: boolean,
  ): MaybePromise<CallAuth | undefined> {
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
    const { authOptions, timeout = {} } = options;
    const caller = new SessionCaller(this.#parts, { scheme, options: authOptions, timeout, signal });
    const auth = { scheme, source: undefined, caller, options: authOptions, preview };
    if (scheme.acquire === undefined) return auth;
    const identity = scheme.identity(authOptions);
    if (!isPromise(identity)) return { ...auth, source: this.#source(scheme, identity, trace) };
    return identity.then((who) => ({ ...auth, source: this.#source(scheme, who, trace) }));
  }

  #source(scheme: AnyAuthScheme, identity: Identity, trace: CallTrace): CredentialSource {
    trace.secrets.add(identity.secret);
    return credentialSource(scheme, identity, this.#sharing);
  }

  #context(
    options: CallOptions,
    hosts: readonly string[] | undefined,
    auth: CallAuth | undefined,
    trace: CallTrace,
    signal: AbortSignal,
  ): CallContext {
    const { random, logger } = this.#parts;
    const { timeout = {} } = options;
    return { options, hosts, auth, trace, signal, timeout, random, logger, jar: this.#jar, clock: this.clock };
  }
}

function originsOf({ auth }: SessionOptions): readonly string[] | undefined {
  return auth ? auth.origins : undefined;
}
