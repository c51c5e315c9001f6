import type { CookieJar } from "tough-cookie";
import type { AnyAuthScheme, LoginRequestOptions, ResponseHead } from "../auth/scheme.js";
import type { JsonReviver } from "../http/response.js";
import type { Permits } from "../auth/limits/permits.js";
import type { TokenStore } from "../auth/token-store/token-store.js";
import type { Secret } from "../redaction/secret.js";
import type { Clock } from "../util/clock.js";
import type { Logger } from "../util/logger.js";
import type { MaybePromise } from "../util/maybe-promise.js";
import type { Middleware, Timeouts, Transport } from "../transports/transport.js";

/** A retry that is about to be made. */
export interface RetryEvent {
  /** Of the request, in upper case. */
  readonly method: string;
  /** Of the request, redacted. */
  readonly url: string;
  /** Why: the status of the response, or the code of the error. */
  readonly reason: string;
  /** How long the call waits before it, in milliseconds. */
  readonly delayMs: number;
  /** Requests sent so far. */
  readonly attempt: number;
}

/** An attempt that failed, for {@link RetryOptions.shouldRetry}. */
export interface FailedAttempt {
  /** Of the request, in upper case. */
  readonly method: string;
  /** Of the request, redacted. */
  readonly url: string;
  /** Requests sent so far. */
  readonly attempt: number;
  /** Why it failed: the status of the response, or the code of the error. */
  readonly reason: string;
  /** The head of the response; absent if there was none. */
  readonly response?: ResponseHead;
}

/** How a call retries requests after transient errors. */
export interface RetryOptions {
  /** Maximum number of attempts, the first one included: 1 to 10. Default 3. */
  readonly attempts?: number;
  /** Minimum pause, in milliseconds, so that the attempts outlast a short outage. Default 0. */
  readonly minDelayMs?: number;
  /** Maximum of the first pause, in milliseconds. It doubles with each attempt. Default 500. */
  readonly baseDelayMs?: number;
  /** Maximum pause, in milliseconds. If the server asks for a longer one (`Retry-After`), the call fails. Default 60 000. */
  readonly maxDelayMs?: number;
  /** Called before each pause. An error that it throws causes a warning, and the call continues. */
  readonly onRetry?: (event: RetryEvent) => void;
  /** True if the call may be retried with any method. Default false. */
  readonly idempotent?: boolean;
  /**
   * Methods whose requests may be retried although the server may have received them. A request with another method is
   * retried only if no byte of it was sent. Default `GET`, `HEAD` and `OPTIONS`.
   */
  readonly methods?: readonly string[];
  /** Statuses after which a request is retried: 400 to 599, without 401. Default 408, 429, 500, 502, 503 and 504. */
  readonly statuses?: readonly number[];
  /**
   * Decides whether a failure is temporary: `true` retries the request, `false` does not, `undefined` leaves it to
   * `statuses` and the code of the error. It is called only for requests that may be retried, and not for a 401. An
   * error that it throws ends the call. Default: none.
   */
  readonly shouldRetry?: (failed: FailedAttempt) => MaybePromise<boolean | undefined>;
}

/** Options of one call. As options of a session they are the defaults of all its calls. */
export interface RequestOptions extends LoginRequestOptions {
  /** Absolute URL. Paths are appended to it: they stay under its path. Its query comes before that of a path. */
  readonly baseUrl?: string | URL;
  /** Retries; a number is the number of attempts, the first one included. `false` switches them off. */
  readonly retry?: RetryOptions | number | false;
  /** Aborts the call. */
  readonly signal?: AbortSignal;
  /** The scheme that authenticates requests; `false` for none. Default none. */
  readonly auth?: AnyAuthScheme | false;
  /** Passed to the scheme as `context.options`. */
  readonly authOptions?: unknown;
  /** Whether a 401 leads to a new login, after which the request is sent again. `false` returns the 401. Default true. */
  readonly reauthenticate?: boolean;
  /** Hosts that requests may be sent to, each a `host`, `host:port` or origin. Default: those of `baseUrl` and scheme. */
  readonly hosts?: readonly string[];
  /**
   * Whether an origin that `hosts` or `baseUrl` names with `http://` may be reached by plain http, which causes one warning.
   * Anyone on the network path can read and change what is sent. Default false: https only, http for loopback and for
   * origins that the scheme lists with `http://`.
   */
  readonly allowHttp?: boolean;
  /** `follow` follows safe redirects, `manual` returns them, `error` throws. Default `follow`. */
  readonly redirect?: "follow" | "manual" | "error";
  /** Maximum number of redirects in a row that are followed: 0 to 20. Default 5. */
  readonly maxRedirects?: number;
  /** Whether a status of 400 or more throws an `HttpError`. Default true. */
  readonly throwHttpErrors?: boolean;
  /**
   * Changes the values that `json()` returns, as the second argument of `JSON.parse` does. `json()` fails with an error
   * that it throws. Default: values are as JSON says them.
   */
  readonly jsonReviver?: JsonReviver;
  /** Whether the call resolves before the body has been read. The body can then be read once. Default false. */
  readonly stream?: boolean;
}

/** Options of a call that were read and checked: time limits and retries are objects, and nothing is inherited. */
export interface CheckedRequestOptions extends Omit<RequestOptions, "timeout" | "retry"> {
  /** Time limits. */
  readonly timeout?: Timeouts;
  /** Retries; `false` switches them off. */
  readonly retry?: RetryOptions | false;
}

/** Options of a session: defaults of its calls, and what the session is made of. */
export interface SessionOptions extends RequestOptions {
  /** Sends the requests. The session does not close it. Default: a new got transport, which `session.close()` closes. */
  readonly transport?: Transport;
  /** Steps around each call, outermost first. They see requests before the scheme does. Default none. */
  readonly middleware?: readonly Middleware[];
  /** Cookie jar, which may be shared. Default: a new jar. */
  readonly cookies?: CookieJar;
  /** Source of time. Default: the clock of the machine. */
  readonly clock?: Clock;
  /** Returns a number from 0 (inclusive) to 1 (exclusive). Default `Math.random`. */
  readonly random?: () => number;
  /** Returns random bytes for schemes, for example for a nonce. Default: those of `node:crypto`, or of the browser, which are unpredictable. */
  readonly randomBytes?: (length: number) => Uint8Array;
  /** Receives log messages. Default: only warnings, by `process.emitWarning`, or on the console of a browser. */
  readonly logger?: Logger;
  /**
   * The re-authentication window: at most `limit` logins (1 to 100) after a 401 or a failed login in any `windowMs`.
   * Default 4 in 600 000 ms.
   */
  readonly retryWindow?: {
    /** Maximum number of logins, 1 to 100. Default 4. */
    readonly limit?: number;
    /** Length of the window in milliseconds. Default 600 000. */
    readonly windowMs?: number;
  };
  /** Keeps credentials, sealed, for other processes: any Keyv. Default: memory of this process. */
  readonly tokenStore?: TokenStore;
  /** Seals credentials in `tokenStore` for identities without a secret: an unpredictable text, the same in each process. */
  readonly tokenStoreKey?: Secret;
  /** Counts logins and keeps locks for several processes together. Default: in this process. */
  readonly permits?: Permits;
}

/** Options of a session that were read and checked. */
export interface CheckedSessionOptions extends CheckedRequestOptions, Omit<SessionOptions, keyof RequestOptions> {}
