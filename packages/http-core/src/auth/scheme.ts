import type { Clock } from "../util/clock.js";
import type { MaybePromise } from "../util/maybe-promise.js";
import type { HttpRequest } from "../http/request.js";
import type { HttpResponse } from "../http/response.js";
import type { SecretNames } from "../redaction/redact.js";
import type { LoginRequestOptions } from "./login-request.js";
import type { Secret } from "../redaction/secret.js";

/** Who logs in: only what `acquire` depends on, since everything with one identity shares one credential. */
export interface Identity {
  readonly principal: string;
  readonly secret: Secret;
  readonly extra?: Record<string, string>;
}

/** What a login yields. `value` is plain data; `Secret` leaves are allowed. */
export interface Credential<C> {
  readonly value: C;
  /** Wall clock, milliseconds since 1970; absent: it never expires by itself. */
  readonly expiresAt?: number;
  /** From when on it is renewed ahead of expiry. Default: a margin before `expiresAt`. */
  readonly renewAfter?: number;
}

/** Status and headers of an answer, before its body. */
export interface ResponseHead {
  readonly status: number;
  readonly headers: Headers;
  readonly url: string;
}

/** What a scheme's login works with. */
export interface AcquireContext<O = void> {
  readonly options: O | undefined;
  readonly clock: Clock;
  /** A number from 0 to 1. */
  random(): number;
  /** Ends with the login's own deadline, or when nobody waits for it any more. */
  readonly signal: AbortSignal;
  /**
   * Sends a login request: cookies are kept for this login alone, only `loginOrigins` are reached, no redirect is
   * followed, and the scheme is left out, so that a login never recurses. A status of 400 or more is returned, not
   * thrown.
   */
  send(url: string, options?: LoginRequestOptions): Promise<HttpResponse>;
}

/** What `apply` works with, besides the request and the credential. */
export interface ApplyContext<O = void> {
  readonly options: O | undefined;
  readonly clock: Clock;
  /** A number from 0 to 1. */
  random(): number;
  readonly signal: AbortSignal | undefined;
  /** The head of the answer that asked for another proof: a nonce, a digest challenge, a clock. */
  readonly challenge?: ResponseHead;
}

/** What `classify` may look at besides status and headers. */
export interface ClassifyContext {
  /** The first bytes of the body, at most `maxBytes`; the body stays readable. */
  peek(maxBytes: number): Promise<Uint8Array>;
}

/** `rejected`: the credential is no good any more. `challenged`: the same credential, with another proof. */
export type Verdict = "accepted" | "rejected" | "challenged";

/**
 * One way to authenticate. A scheme says who logs in, how, and what goes on a request; everything else (sharing,
 * replay, limits, storage) is done once, for all of them.
 *
 * @typeParam C - the credential's value
 * @typeParam O - what a call may pass as `authOptions`
 */
export interface AuthScheme<C = void, O = void> {
  /** For example `armor-v1`. */
  readonly name: string;
  /** Where credentials may go: `https://host[:port]`. */
  readonly origins: readonly string[];
  /** Where `acquire` may go. Default: `origins`. */
  readonly loginOrigins?: readonly string[];
  readonly secrets: SecretNames;
  /** How long one login may take, in milliseconds. Default 60 000. */
  readonly acquireTimeoutMs?: number;
  identity(options?: O): MaybePromise<Identity>;
  /**
   * Logs in. Leave it out where a request is only signed.
   *
   * @throws AuthenticationError that says `rejected`, `throttled` or `transient`; anything else counts as transient
   */
  acquire?(context: AcquireContext<O>): Promise<Credential<C>>;
  /** Gets a new credential for one that has not expired: cheaper than `acquire`. */
  renew?(credential: Credential<C>, context: AcquireContext<O>): Promise<Credential<C>>;
  /** Puts the credential on a request. Pure, and called for every attempt. */
  apply(request: HttpRequest, credential: C, context: ApplyContext<O>): MaybePromise<HttpRequest>;
  /** Judges an answer. Default: 401 is `rejected`. */
  classify?(head: ResponseHead, context: ClassifyContext): MaybePromise<Verdict>;
}

/** A scheme whose type parameters don't matter to the holder. */
export type AnyAuthScheme = AuthScheme<unknown, unknown>;
