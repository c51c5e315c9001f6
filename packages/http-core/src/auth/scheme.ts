import type { BodyOptions } from "../http/request-body/body.js";
import type { HeadersInit } from "../http/headers.js";
import type { Params } from "../http/params.js";
import type { Progress, Timeouts } from "../transports/transport.js";
import type { Clock } from "../util/clock.js";
import type { MaybePromise } from "../util/maybe-promise.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import type { SecretNames } from "../redaction/secret-names.js";
import type { Secret } from "../redaction/secret.js";

/** On whose behalf a session acts. It contains only what the credential depends on, since one identity has one credential. */
export interface Identity {
  /** The account, for example a user name. */
  readonly principal: string;
  /** The password or key. Leave it out if there is none, for example where a device or a machine logs in. */
  readonly secret?: Secret;
  /**
   * Anything else that the credential depends on, for example a tenant. If a credential must not be shared by
   * processes, for example because its cookie changes with each response, put a name of this process here.
   */
  readonly extra?: Record<string, string>;
}

/** The result of a login. */
export interface Credential<C> {
  /** What `apply` needs: plain data, which may contain `Secret` values. */
  readonly value: C;
  /**
   * When it expires: wall clock, milliseconds since 1970. Default: never. An expired credential is not renewed: `acquire` replaces
   * it. So leave this out, and set `renewAfter`, if a refresh token outlives the credential.
   */
  readonly expiresAt?: number;
  /** When its renewal may start: wall clock, milliseconds since 1970. Default: at most a minute before `expiresAt`. */
  readonly renewAfter?: number;
}

/** Status and headers of a response, before its body is read. */
export interface ResponseHead {
  /** The status code. */
  readonly status: number;
  /** The headers. */
  readonly headers: Headers;
  /** Where the response came from, after redirects. */
  readonly url: string;
}

/** What every member of a scheme works with. */
export interface SchemeContext<O = void> {
  /** The `authOptions` of the call; for a login, of the call that starts it. */
  readonly options: O | undefined;
  /** The session's clock. */
  readonly clock: Clock;
  /**
   * Returns unpredictable random bytes.
   *
   * @param length - how many bytes
   */
  randomBytes(length: number): Uint8Array;
}

/** Options of a request that a login sends. */
export interface LoginRequestOptions extends BodyOptions {
  /** Method, in any case. Default `GET`. */
  readonly method?: string;
  /** Set over the headers of the session, name by name; `null` removes a header, `undefined` inherits it. */
  readonly headers?: HeadersInit;
  /** Added to the query; `null` removes a parameter of the session. */
  readonly params?: Params;
  /** Time limits; a number of milliseconds is the limit of the whole call, `totalMs`. */
  readonly timeout?: Timeouts | number;
  /** Called as bytes of the request body are sent. */
  readonly onUploadProgress?: (progress: Progress) => void;
  /** Called as bytes of the response body arrive. */
  readonly onDownloadProgress?: (progress: Progress) => void;
  /**
   * Maximum size of the decompressed response body, in bytes. Default 64 MiB; for a login request 1 MiB. It limits a streamed
   * body only if it is an option of that call.
   */
  readonly maxResponseBytes?: number;
  /** Maximum number of values in a JSON response: objects, arrays, strings, numbers and so on. Default 2,000,000. */
  readonly maxJsonValues?: number;
  /**
   * Another scheme that authenticates the request, with its own identity, credential and limits. The URL must be under its
   * origins as well. `false` for none. Default none.
   */
  readonly auth?: AnyAuthScheme | false;
  /** Passed to that scheme as `context.options`. */
  readonly authOptions?: unknown;
}

/** What a scheme's login works with. */
export interface LoginContext<O = void> extends SchemeContext<O> {
  /** Aborts at the login's deadline, or when the last session of the identity is closed. A caller that stops waiting does not end it. */
  readonly signal: AbortSignal;
  /** The rejection that asked for this login; absent on a cold start, after an expiry and for a renewal on request. */
  readonly cause?: ResponseHead;
  /**
   * Sends a request of the login. It has a cookie jar of this login and reaches only `loginOrigins`. It follows no
   * redirect and carries no credential of the scheme. A status of 400 or more is returned, not thrown.
   *
   * @param url - an absolute URL
   * @param options - method, headers, body, limits, and another scheme that authenticates the request
   * @throws InputError, TransportError, BodyError, CallEndedError; AuthSchemeError `AUTH_CYCLE` if the other scheme's login has to
   * wait for this one
   */
  send(url: string, options?: LoginRequestOptions): Promise<HttpResponse>;
}

/** The arguments of `apply`, in addition to the request and the credential. */
export interface ApplyContext<O = void, S = void> extends SchemeContext<O> {
  /** Aborts when the call ends. */
  readonly signal: AbortSignal | undefined;
  /** What `observe` learnt last for this identity and origin. */
  readonly state: S | undefined;
  /** How many requests have carried this state, this one included; 0 without a state. Gaps happen: not every request arrives. */
  readonly use: number;
  /** The challenge that this request is the response to, for example with a nonce or the server's time. */
  readonly challenge?: ResponseHead;
}

/** The arguments of `observe` and `classify`, in addition to the response. */
export interface ResponseContext<C = void, O = void, S = void> extends SchemeContext<O> {
  /** The request as it was sent, with the scheme's proof. */
  readonly request: HttpRequest;
  /** The value of the credential that the request carried. */
  readonly credential: C;
  /** What `observe` has learnt for this identity and origin, as it is now. */
  readonly state: S | undefined;
  /** How many requests have carried this state by now; 0 without a state. */
  readonly use: number;
}

/** Reads the start of a response's body. */
export interface Peek {
  /**
   * Returns the first bytes of the body, decompressed. The body stays readable.
   *
   * @param maxBytes - how many bytes at most; of a streamed body at most 65 536
   */
  peek(maxBytes: number): Promise<Uint8Array>;
}

/**
 * What a response says about the credential. `rejected`: it is no longer valid. `challenged`: it is valid, and the server
 * asks for another proof.
 */
export type Verdict = "accepted" | "rejected" | "challenged";

/**
 * One way to authenticate. A scheme defines the identity, the login, and what is added to a request. The session shares
 * credentials, retries requests, applies limits and stores credentials, in the same way for all schemes.
 *
 * @typeParam C - the credential's value
 * @typeParam O - what a call may pass as `authOptions`
 * @typeParam S - what `observe` learns from responses
 */
export interface AuthScheme<C = void, O = void, S = void> {
  /** Names the scheme in messages and keys, for example `armor-v1`. */
  readonly name: string;
  /** Where credentials may be sent: `https://host[:port]`. */
  readonly origins: readonly string[];
  /** Where `acquire` may send requests. Default: `origins`. */
  readonly loginOrigins?: readonly string[];
  /** Headers, parameters and fields whose values are secret or depend on a secret. */
  readonly secrets: SecretNames;
  /** How long one login may take, in milliseconds. Default 60 000. */
  readonly acquireTimeoutMs?: number;
  /**
   * Returns the identity that requests act for. Runs for every call.
   *
   * @param options - the `authOptions` of the call
   */
  identity(options?: O): MaybePromise<Identity>;
  /**
   * Logs in. Leave it out if the scheme only signs requests.
   *
   * @param context - sends the login's requests
   * @throws AuthenticationError that says `rejected`, `throttled` or `transient`; any other error is taken as transient
   */
  acquire?(context: LoginContext<O>): Promise<Credential<C>>;
  /**
   * Replaces a credential that has not expired, in a cheaper way than `acquire`.
   *
   * @param credential - the current one
   * @param context - sends the login's requests
   * @throws AuthenticationError with `rejected` if only `acquire` can help
   */
  renew?(credential: Credential<C>, context: LoginContext<O>): Promise<Credential<C>>;
  /**
   * Ends the credential at the service. Runs for a logout. If the service has ended it before, the logout has succeeded.
   *
   * @param credential - the last one
   * @param context - sends the logout's requests
   * @throws AuthenticationError, TransportError; the logout fails with the same error
   */
  release?(credential: Credential<C>, context: LoginContext<O>): Promise<void>;
  /**
   * Returns the request with the credential. Runs for every attempt, and must not change its arguments.
   *
   * @param request - with its final URL, headers and body
   * @param credential - the value of the current credential
   * @param context - options, time, randomness, and what was learnt from responses
   */
  apply(request: HttpRequest, credential: C, context: ApplyContext<O, S>): MaybePromise<HttpRequest>;
  /**
   * Learns from a response, for example the server's next nonce or its clock. Sees the head of every response to a request
   * that `apply` made, before `classify` and before the body is read. Responses come in any order; the last one is kept.
   *
   * @param response - status and headers
   * @param context - the request, and what was learnt before
   * @returns the new state: plain data, which may contain `Secret` values. `undefined` forgets the state
   */
  observe?(response: ResponseHead, context: ResponseContext<C, O, S>): S | undefined;
  /**
   * Says what a response means for the credential. Default: a 401 is `rejected` if the scheme has `acquire`.
   *
   * @param response - status and headers
   * @param context - the request, what was learnt from responses, and the start of the body
   * @throws any error; it becomes the error of the call
   */
  classify?(response: ResponseHead, context: ResponseContext<C, O, S> & Peek): MaybePromise<Verdict>;
}

/** A scheme of any credential, any options and any state. */
export type AnyAuthScheme = AuthScheme<unknown, unknown, unknown>;
