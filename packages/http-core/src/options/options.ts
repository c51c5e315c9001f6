import type { CookieJar } from "tough-cookie";
import type { LoginRequestOptions } from "../auth/login-request.js";
import type { AnyAuthScheme } from "../auth/scheme.js";
import type { Permits } from "../auth/limits/permits.js";
import type { TokenStore } from "../auth/token-store/token-store.js";
import type { Clock } from "../util/clock.js";
import type { Logger } from "../util/logger.js";
import type { Middleware, Transport } from "../transports/transport.js";

/** A repeat that is about to be made. */
export interface RetryEvent {
  readonly method: string;
  /** Redacted. */
  readonly url: string;
  /** A status or an error's code. */
  readonly reason: string;
  readonly delayMs: number;
  /** Requests sent so far. */
  readonly attempt: number;
}

/** How transient faults are met. */
export interface RetryOptions {
  /** Attempts in all, 1…10. Default 3. */
  readonly attempts?: number;
  /** The first pause at most, in milliseconds; doubles with each attempt. Default 500. */
  readonly baseDelayMs?: number;
  /** The longest pause, in milliseconds; a longer `Retry-After` fails the call. Default 60 000. */
  readonly maxDelayMs?: number;
  /** Told before each pause; what it throws is ignored. */
  readonly onRetry?: (event: RetryEvent) => void;
  /** The call may be repeated although its method says otherwise. Default false. */
  readonly idempotent?: boolean;
}

/** Options of one call; as session options they are the defaults of every call. */
export interface RequestOptions extends LoginRequestOptions {
  /** Relative paths are joined to it: both `/x` and `x` stay under its path. */
  readonly baseUrl?: string | URL;
  /** `false` switches repeats off. */
  readonly retry?: RetryOptions | false;
  readonly signal?: AbortSignal;
  /** A scheme, or `false` for none. */
  readonly auth?: AnyAuthScheme | false;
  /** Handed to the scheme as `context.options`. */
  readonly authOptions?: unknown;
  /** `false` returns a 401 untouched. Default true. */
  readonly reauthenticate?: boolean;
  /** Hosts that may be reached: `host`, `host:port` or an origin. Default: those of `baseUrl` and scheme. */
  readonly hosts?: readonly string[];
  /** `manual` returns a 3xx as it is, `error` refuses every one. Default `follow`. */
  readonly redirect?: "follow" | "manual" | "error";
  /** Statuses of 400 and more throw. Default true. */
  readonly throwHttpErrors?: boolean;
  /** Resolve at the head; the body is then read once. Default false. */
  readonly stream?: boolean;
}

/** Options of a session: those of a call, and what the session is made of. */
export interface SessionOptions extends RequestOptions {
  /** Default: a got transport of the session's own. One that is handed in is shared, and not closed by the session. */
  readonly transport?: Transport;
  /** Steps around each call, outermost first; they see a request before it is authorized. */
  readonly middleware?: readonly Middleware[];
  /** Default: a jar of the session's own. */
  readonly cookies?: CookieJar;
  readonly clock?: Clock;
  /** A number from 0 to 1. Default `Math.random`. */
  readonly random?: () => number;
  readonly logger?: Logger;
  /** Re-authentications per rolling window. Default 4 in 600 000 ms; limit 1…100. */
  readonly retryWindow?: { readonly limit?: number; readonly windowMs?: number };
  /** Where credentials are kept, sealed, beyond this process: any Keyv. Default: plain memory, shared by the process. */
  readonly tokenStore?: TokenStore;
  /** Where windows and locks are counted. Default: this process. */
  readonly permits?: Permits;
}
