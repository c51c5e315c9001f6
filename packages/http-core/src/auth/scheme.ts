import type { Clock } from "../util/clock.js";
import type { MaybePromise } from "../util/maybe-promise.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import type { SecretNames } from "../redaction/secret-names.js";
import type { LoginRequestOptions } from "./login-request.js";
import type { Secret } from "../redaction/secret.js";

/** On whose behalf a session logs in. It contains only what `acquire` depends on, since one identity has one credential. */
export interface Identity {
  /** The account, for example a user name. */
  readonly principal: string;
  /** The password or key. */
  readonly secret: Secret;
  /** Anything else that the credential depends on, for example a tenant. */
  readonly extra?: Record<string, string>;
}

/** The result of a login. */
export interface Credential<C> {
  /** What `apply` needs: plain data, which may contain `Secret` values. */
  readonly value: C;
  /** When it expires: wall clock, milliseconds since 1970. Default: never. */
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

/** What a scheme's login works with. */
export interface AcquireContext<O = void> {
  /** The `authOptions` of the call that starts the login. */
  readonly options: O | undefined;
  /** The session's clock. */
  readonly clock: Clock;
  /** Returns a number from 0 to 1. */
  random(): number;
  /** Aborts at the login's deadline, or when no caller waits for the login any more. */
  readonly signal: AbortSignal;
  /**
   * Sends a request of the login. It has a cookie jar of this login and reaches only `loginOrigins`. It follows no
   * redirect and carries no credential of the scheme. A status of 400 or more is returned, not thrown.
   *
   * @param url - an absolute URL
   * @param options - method, headers, body and limits
   * @throws InputError, TransportError, BodyError, CallEndedError
   */
  send(url: string, options?: LoginRequestOptions): Promise<HttpResponse>;
}

/** What `apply` works with, besides the request and the credential. */
export interface ApplyContext<O = void> {
  /** The `authOptions` of the call. */
  readonly options: O | undefined;
  /** The session's clock. */
  readonly clock: Clock;
  /** Returns a number from 0 to 1. */
  random(): number;
  /** Aborts when the call ends. */
  readonly signal: AbortSignal | undefined;
  /** The response that asked for another proof, for example with a nonce, a digest challenge or its time. */
  readonly challenge?: ResponseHead;
}

/** What `classify` may read besides status and headers. */
export interface ClassifyContext {
  /**
   * Returns the first bytes of the body. The body stays readable.
   *
   * @param maxBytes - how many bytes at most
   */
  peek(maxBytes: number): Promise<Uint8Array>;
}

/**
 * What a response says about the credential. `rejected`: it is no longer valid. `challenged`: it is valid, and the server
 * asks for another proof.
 */
export type Verdict = "accepted" | "rejected" | "challenged";

/**
 * One way to authenticate. A scheme defines the identity, the login, and what is added to a request. Sharing, repeating requests,
 * limits and storage are the session's work, and are the same for all schemes.
 *
 * @typeParam C - the credential's value
 * @typeParam O - what a call may pass as `authOptions`
 */
export interface AuthScheme<C = void, O = void> {
  /** Names the scheme in messages and keys, for example `armor-v1`. */
  readonly name: string;
  /** Where credentials may be sent: `https://host[:port]`. */
  readonly origins: readonly string[];
  /** Where `acquire` may send requests. Default: `origins`. */
  readonly loginOrigins?: readonly string[];
  /** Headers, parameters and fields in which the scheme sends secrets. */
  readonly secrets: SecretNames;
  /** How long one login may take, in milliseconds. Default 60 000. */
  readonly acquireTimeoutMs?: number;
  /**
   * Returns the identity that logs in. Runs for every call.
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
  acquire?(context: AcquireContext<O>): Promise<Credential<C>>;
  /**
   * Replaces a credential that has not expired, in a cheaper way than `acquire`.
   *
   * @param credential - the current one
   * @param context - sends the login's requests
   * @throws AuthenticationError with `rejected` if only `acquire` can help
   */
  renew?(credential: Credential<C>, context: AcquireContext<O>): Promise<Credential<C>>;
  /**
   * Returns the request with the credential. Runs for every attempt, and must not change its arguments.
   *
   * @param request - with its final URL, headers and body
   * @param credential - the value of the current credential
   * @param context - options, time and randomness
   */
  apply(request: HttpRequest, credential: C, context: ApplyContext<O>): MaybePromise<HttpRequest>;
  /**
   * Says what a response means for the credential. Default: 401 is `rejected`.
   *
   * @param head - status and headers
   * @param context - reads the start of the body
   */
  classify?(head: ResponseHead, context: ClassifyContext): MaybePromise<Verdict>;
}

/** A scheme of any credential and any options. */
export type AnyAuthScheme = AuthScheme<unknown, unknown>;
