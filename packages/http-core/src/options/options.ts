import type { CookieJar } from "tough-cookie";
import type { AnyAuthScheme } from "../auth/scheme.js";
import type { Permits } from "../auth/limits/permits.js";
import type { TokenStore } from "../auth/token-store/token-store.js";
import type { Body } from "../http/body/body.js";
import type { Clock } from "../util/clock.js";
import type { HeaderOverrides } from "../http/headers.js";
import type { Logger } from "../util/logger.js";
import { checkOptionNames, refuseOption } from "../authoring/check-options.js";
import type { Middleware, Progress, Timeouts, Transport } from "../transports/transport.js";
import type { Params } from "../http/url.js";

/** Fields of a form: pairs in order, or an object. A list repeats its name; `null` and `undefined` are left out. */
export type FormFields =
  | Iterable<readonly [string, FormValue | readonly FormValue[]]>
  | Readonly<Record<string, FormValue | readonly FormValue[]>>;

/** One value of a form: text, a number, a boolean, or a body that is opened when it is sent. */
export type FormValue = string | number | boolean | Body | null | undefined;

/** What `body` takes: text, bytes, a one-shot stream, a ready body, or a factory of fresh streams. */
export type BodyInput = string | Uint8Array | AsyncIterable<Uint8Array> | Body | (() => AsyncIterable<Uint8Array>);

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
export interface RequestOptions {
  /** Default `GET`. */
  readonly method?: string;
  /** Relative paths are joined to it: both `/x` and `x` stay under its path. */
  readonly baseUrl?: string | URL;
  /** Merged over the session's by name without case; `null` removes, `undefined` inherits. */
  readonly headers?: HeaderOverrides;
  /** Added to the query; `null` removes a session parameter. */
  readonly params?: Params;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  readonly form?: FormFields;
  readonly body?: BodyInput;
  readonly timeout?: Timeouts;
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
  readonly onUploadProgress?: (progress: Progress) => void;
  readonly onDownloadProgress?: (progress: Progress) => void;
  /** Ceiling on a decoded body, in bytes. Default 64 MiB. */
  readonly maxResponseBytes?: number;
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

const requestOptionNames = [
  "method",
  "baseUrl",
  "headers",
  "params",
  "json",
  "form",
  "body",
  "timeout",
  "retry",
  "signal",
  "auth",
  "authOptions",
  "reauthenticate",
  "hosts",
  "redirect",
  "throwHttpErrors",
  "stream",
  "onUploadProgress",
  "onDownloadProgress",
  "maxResponseBytes",
] as const satisfies readonly (keyof RequestOptions)[];

const sessionOptionNames = [
  ...requestOptionNames,
  "transport",
  "middleware",
  "cookies",
  "clock",
  "random",
  "logger",
  "retryWindow",
  "permits",
  "tokenStore",
] as const satisfies readonly (keyof SessionOptions)[];

/**
 * Refuses options of a call that are not known or make no sense.
 *
 * @throws InputError `OPTION_UNKNOWN` with the nearest known name, `OPTION_INVALID` with the legal values
 */
export function checkRequestOptions(options: RequestOptions): void {
  checkOptionNames(options, requestOptionNames, "request");
  checkValues(options);
}

/**
 * Refuses options of a session that are not known or make no sense.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function checkSessionOptions(options: SessionOptions): void {
  checkOptionNames(options, sessionOptionNames, "session");
  checkValues(options);
  const { limit, windowMs } = options.retryWindow ?? {};
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= 100)) {
    refuseOption("retryWindow.limit", "a whole number from 1 to 100");
  }
  if (windowMs !== undefined && !(Number.isFinite(windowMs) && windowMs > 0)) {
    refuseOption("retryWindow.windowMs", "a number of milliseconds above 0");
  }
}

function checkValues(options: RequestOptions): void {
  const { redirect, maxResponseBytes, method, timeout } = options;
  refuseSeveralBodies(options);
  if (redirect !== undefined && !["follow", "manual", "error"].includes(redirect)) {
    refuseOption("redirect", '"follow", "manual" or "error"');
  }
  if (maxResponseBytes !== undefined && !(maxResponseBytes > 0)) refuseOption("maxResponseBytes", "a number above 0");
  if (method !== undefined && !methodPattern.test(method)) refuseOption("method", "an HTTP method");
  if (timeout !== undefined) checkTimeouts(timeout);
  checkRetry(options.retry);
}

const methodPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

function refuseSeveralBodies({ json, form, body }: RequestOptions): void {
  const given = Number(json !== undefined) + Number(form !== undefined) + Number(body !== undefined);
  if (given < 2) return;
  const names = Object.entries({ json, form, body }).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  refuseOption(names.join(" and "), "one of json, form and body");
}

const timeoutNames = ["connectMs", "firstByteMs", "idleMs", "totalMs"] as const;

function checkTimeouts(timeout: Timeouts): void {
  checkOptionNames(timeout, timeoutNames, "timeout");
  for (const name of timeoutNames) {
    const value = timeout[name];
    if (value !== undefined && !(value >= 0)) refuseOption(`timeout.${name}`, "a number of milliseconds, 0 for none");
  }
}

const retryNames: readonly string[] = ["attempts", "baseDelayMs", "maxDelayMs", "idempotent", "onRetry"];

function checkRetry(retry: RetryOptions | false | undefined): void {
  if (retry === undefined || retry === false) return;
  checkOptionNames(retry, retryNames, "retry");
  const { attempts } = retry;
  if (attempts !== undefined && !(Number.isInteger(attempts) && attempts >= 1 && attempts <= 10)) {
    refuseOption("retry.attempts", "a whole number from 1 to 10");
  }
}
