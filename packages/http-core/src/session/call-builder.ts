import type { CredentialCaller } from "../auth/credentials/credential-caller.js";
import type { CredentialSource } from "../auth/credentials/credential-source.js";
import { type SharingOptions, watchTokenStore } from "../auth/identities/shared-state.js";
import { SessionIdentities } from "../auth/identities/session-identities.js";
import { warnOfPlainHttp } from "../auth/plain-http.js";
import { bodyOf } from "../http/request-body/body-input.js";
import type { Body } from "../http/request-body/body.js";
import { CallTrace, type CallAuth, type CallContext, type CallOptions } from "../middleware/call-context.js";
import { systemClock, type Clock } from "../util/clock.js";
import { defaultCallOptions, defaultHeaders, defaultMaxHeaderBytes, defaultRetryWindow } from "../defaults.js";
import { copyOwn, mergeDefined } from "../util/own-members.js";
import { InputError } from "../errors.js";
import { HeaderList } from "../http/header-list.js";
import { mergeCallerHeaders, setCallerHeaders } from "../http/headers.js";
import type { LazyCookieJar } from "../http/cookies/cookie-jar.js";
import { defaultLogger, safeLogger } from "../util/logger.js";
import { isPromise, type MaybePromise } from "../util/maybe-promise.js";
import { randomBytes as strongRandomBytes } from "../util/platform/random.js";
import { absentOptions } from "../options/check-options.js";
import type { CheckedRequestOptions, CheckedSessionOptions, RequestOptions } from "../options/options.js";
import { createRequestTo, hideRequestSecrets, type HttpRequest } from "../http/request.js";
import type { Transport } from "../transports/transport.js";
import { allowedHosts, checkAllowed, withPlainOrigins } from "../http/allowed-hosts.js";
import { withParams } from "../http/params.js";
import type { UrlBase } from "../http/target.js";
import { readBase, resolveUrl } from "../http/url.js";
import { createCallAuth } from "./call-auth.js";
import { describeContext, inspectName } from "./printable-context.js";
import { OwnCredentials } from "./own-credentials.js";
import { hasOwnProof, refuseSessionProof } from "./own-proof.js";
import { SessionLogins } from "./logins/session-logins.js";
import { readTarget } from "./session-target.js";

/** A call that is ready for the pipeline. */
export interface BuiltCall {
  /** The request, without cookies and credential. */
  readonly request: HttpRequest;
  /** What accompanies the request. */
  readonly context: CallContext;
}

/** How a call is built, in addition to its options. */
export interface BuildOptions {
  /** Ends the call; absent if nothing does. */
  readonly signal?: AbortSignal | undefined;
  /** True if the call is only prepared: nothing is sent, and nothing logs in. Default false. */
  readonly isPrepareOnly?: boolean;
}

/** What a login needs that no request has asked for. */
export interface LoginAccess {
  /** The session's credential. */
  readonly source: CredentialSource;
  /** On whose behalf the login happens. */
  readonly caller: CredentialCaller;
}

/** What a session's callers have in common. */
type SessionCaller = Omit<CredentialCaller, "scheme" | "authOptions" | "signal" | "timeout" | "logouts">;

/** Builds calls from a session's options and a call's own options. */
export class CallBuilder {
  /** The session's clock. */
  readonly clock: Clock;
  /** Keeps the credentials among the session's headers and parameters from other hosts. */
  readonly own: OwnCredentials;
  /** The identities that the session uses, until it is closed. */
  readonly identities: SessionIdentities;
  /** The logins that the session's calls have started. */
  readonly logins: SessionLogins;
  readonly #options: CheckedSessionOptions & { transport: Transport };
  readonly #defaults: CallOptions;
  readonly #caller: SessionCaller;
  readonly #headers: HeaderList;
  /** The default headers and the session's headers, until `session.headers` is read or changed. */
  readonly #merged: HeaderList;
  readonly #jar: LazyCookieJar;
  readonly #base: UrlBase | undefined;
  readonly #hosts: readonly string[] | undefined;
  /** The same, with the plain http origins of the session's own scheme. */
  readonly #hostsOfScheme: readonly string[] | undefined;

  /**
   * @param options - of the session, checked
   * @param headers - the session's headers, which the caller may change later
   * @param jar - the session's cookies
   * @param parentHome - where the credentials of the session that was extended belong
   */
  constructor(
    options: CheckedSessionOptions & { transport: Transport },
    headers: HeaderList,
    jar: LazyCookieJar,
    parentHome?: string | undefined,
  ) {
    const { tokenStore, tokenStoreKey, permits, transport, clock = systemClock, random = Math.random } = options;
    const { randomBytes = strongRandomBytes } = options;
    const logger = safeLogger(options.logger ?? defaultLogger);
    this.clock = clock;
    this.#options = options;
    this.#defaults = { ...absentOptions, ...mergeDefined({ ...defaultCallOptions, timeout: copyOwn({}) }, options) };
    this.#headers = headers;
    this.#merged = mergeCallerHeaders(defaultHeaders, headers);
    this.#jar = jar;
    const { base, hosts, home } = readTarget(options, parentHome);
    this.#base = base;
    this.#hosts = hosts;
    this.#hostsOfScheme = withPlainOrigins(hosts, options.auth ? options.auth.origins : []);
    this.own = new OwnCredentials(home, logger);
    const window = mergeDefined(defaultRetryWindow, options.retryWindow ?? {});
    const sharing: SharingOptions = { clock, random, logger, permits, tokenStore, tokenStoreKey };
    this.identities = new SessionIdentities(sharing);
    this.logins = new SessionLogins(this.identities);
    this.#caller = { clock, random, randomBytes, logger, transport, window, logins: this.logins };
    if (tokenStore !== undefined) watchTokenStore(tokenStore, sharing);
  }

  /**
   * Builds a call. URL, allow-list, headers and body are checked here, before anything is sent.
   *
   * @param url - a path under the base URL, or an absolute URL
   * @param call - options of the call, checked
   * @param how - the signal, and whether the call is only prepared
   * @throws InputError
   */
  build(url: string | URL, call: CheckedRequestOptions, how: BuildOptions): MaybePromise<BuiltCall> {
    const options = this.#mergeOptions(call);
    const base = call.baseUrl === undefined ? this.#base : readBase(call.baseUrl);
    const bare = resolveUrl(url, base);
    const own = this.own.for(bare, { headers: this.#headersOfSession(), params: this.#options.params }, options.auth);
    const target = withParams(bare, own.params, call.params);
    const body = bodyOf(call) ?? bodyOf(this.#options);
    const headers = setCallHeaders(own.headers, call, body);
    const trace = new CallTrace();
    const secretNames = options.auth ? options.auth.secrets : undefined;
    const complete = (auth: CallAuth | undefined): BuiltCall => {
      const hosts = this.#hostsFor(call, base, auth);
      checkAllowed(target, hosts);
      warnOfPlainHttp(target, auth?.scheme, this.#caller);
      const method = options.method.toUpperCase();
      const request = createRequestTo(target, { method, headers, body });
      hideRequestSecrets(request, trace.secrets);
      const { clock, random, logger } = this.#caller;
      const { timeout } = options;
      const { signal } = how;
      const [jar, maxHeaderBytes] = [this.#jar, defaultMaxHeaderBytes];
      trace.secrets.addBody(call, secretNames);
      trace.secrets.addBody(this.#options, secretNames);
      const context = {
        options,
        hosts,
        auth,
        secretNames,
        trace,
        signal,
        timeout,
        random,
        logger,
        jar,
        clock,
        maxHeaderBytes,
        toJSON: describeContext,
        [inspectName]: describeContext,
      };
      return { request, context };
    };
    const auth = this.#authFor(options, headers, trace, how);
    return isPromise(auth) ? auth.then(complete) : complete(auth);
  }

  /**
   * Returns the source of the session's credential, for a login or a renewal that no request has asked for.
   *
   * @param call - options that the scheme or the wait depends on
   * @throws InputError `OPTION_INVALID` if the session has no scheme that logs in
   */
  async loginAccess(call: Pick<RequestOptions, "authOptions" | "signal">): Promise<LoginAccess> {
    const auth = await this.#authWithoutCall(call);
    if (auth?.source === undefined) throw noLoginError("logs in");
    return { source: auth.source, caller: auth.caller };
  }

  /**
   * Forgets the session's credential, and what its scheme has learnt from responses: at once if the identity is known at once, so
   * that it holds for the next call although nobody waits for the promise.
   *
   * @param call - options that the scheme depends on
   * @throws InputError `OPTION_INVALID` if the session has no scheme that logs in or learns
   */
  async resetCredentials(call: Pick<RequestOptions, "authOptions">): Promise<void> {
    const found = this.#authWithoutCall(call);
    const auth = isPromise(found) ? await found : found;
    const resettable = auth?.source ?? auth?.states;
    if (resettable === undefined) throw noLoginError("logs in or learns from responses");
    await resettable.reset();
  }

  /**
   * Logs the session's identity out. The state that its scheme has learnt from responses is forgotten as well.
   *
   * @param call - options that the scheme or the wait depends on
   * @throws what the scheme's `release` throws, InputError `OPTION_INVALID` if the session has no scheme that logs in or learns
   */
  async logOut(call: Pick<RequestOptions, "authOptions" | "signal">): Promise<void> {
    const found = this.#authWithoutCall(call);
    const auth = isPromise(found) ? await found : found;
    if (auth?.source !== undefined) return auth.source.logOut(auth.caller);
    if (auth?.states === undefined) throw noLoginError("logs in or learns from responses");
    auth.states.reset();
  }

  #authWithoutCall(call: Pick<RequestOptions, "authOptions" | "signal">): MaybePromise<CallAuth | undefined> {
    const options = this.#mergeOptions(call);
    return this.#authFor(options, new HeaderList(), new CallTrace(), { signal: call.signal });
  }

  #mergeOptions(call: CheckedRequestOptions): CallOptions {
    // Every option is an own member of the defaults, so that a copy inherits none.
    const merged: Record<string, unknown> & CallOptions = { ...this.#defaults };
    for (const name of Object.keys(call)) merged[name] = call[name as keyof CheckedRequestOptions];
    const options = withOwnLimit(merged, call);
    if (call.timeout === undefined) return options;
    return { ...options, timeout: mergeDefined(this.#defaults.timeout, call.timeout) };
  }

  /** A call's own `hosts` replace the session's. A call's own base URL or scheme replaces the session's default hosts. */
  #hostsFor(
    call: CheckedRequestOptions,
    base: UrlBase | undefined,
    auth: CallAuth | undefined,
  ): readonly string[] | undefined {
    const origins = auth?.scheme.origins;
    const { hosts, allowHttp = false } = this.#options;
    if (call.hosts === undefined && call.allowHttp === undefined && base === this.#base) {
      const isOwnScheme = auth?.scheme === (this.#options.auth || undefined);
      if (hosts !== undefined) return isOwnScheme ? this.#hostsOfScheme : withPlainOrigins(this.#hosts, origins ?? []);
      if (isOwnScheme) return this.#hosts;
    }
    return allowedHosts({ hosts: call.hosts ?? hosts, base, origins, allowHttp: call.allowHttp ?? allowHttp });
  }

  /** Returns a private copy of the session's headers and the defaults. */
  #headersOfSession(): HeaderList {
    return this.#headers.isExposed ? mergeCallerHeaders(defaultHeaders, this.#headers) : this.#merged.copy();
  }

  #authFor(
    options: CallOptions,
    headers: HeaderList,
    trace: CallTrace,
    { signal, isPrepareOnly = false }: BuildOptions,
  ): MaybePromise<CallAuth | undefined> {
    const scheme = options.auth;
    if (scheme === undefined || scheme === false) return undefined;
    refuseSessionProof(scheme, this.#headers);
    // A call's own proof switches the scheme off for that call.
    if (hasOwnProof(scheme, headers)) return undefined;
    const { authOptions, timeout } = options;
    const caller = { ...this.#caller, scheme, authOptions, signal, timeout, logouts: 0 };
    return createCallAuth({ caller, isPrepareOnly, trace }, this.identities);
  }
}

function noLoginError(what: string): InputError {
  return new InputError("OPTION_INVALID", `This session has no scheme that ${what}; give it one as auth`);
}

/** A limit for whole bodies does not bind a streamed one, which is not kept. */
function withOwnLimit(options: CallOptions, call: CheckedRequestOptions): CallOptions {
  return options.stream && call.maxResponseBytes === undefined ? { ...options, maxResponseBytes: Infinity } : options;
}

/**
 * Sets the call's headers over the session's. Without a body there is no content type.
 *
 * @throws InputError `HEADER_INVALID`
 */
function setCallHeaders(headers: HeaderList, call: CheckedRequestOptions, body: Body | undefined): HeaderList {
  if (body?.contentType !== undefined) headers.set("content-type", body.contentType);
  setCallerHeaders(headers, call.headers);
  if (body === undefined) headers.delete("content-type");
  else if (body.parts !== undefined && headers.get("content-type") !== body.contentType) {
    const message = "Leave out Content-Type for a multipart form: the body sets it, with the boundary of its parts";
    throw new InputError("HEADER_INVALID", message);
  }
  return headers;
}
