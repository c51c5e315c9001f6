import type { TransportErrorCode } from "./error-codes.js";
import { hasKind, HttpCoreError, type BytesSent, type ErrorFacts, type TransportPhase } from "./http-core-error.js";
import { copyOwn } from "./util/own-members.js";

/** An invalid option, header, URL or body. Nothing was sent. */
export class InputError extends HttpCoreError<
  "OPTION_UNKNOWN" | "OPTION_INVALID" | "URL_INVALID" | "URL_NOT_ALLOWED" | "HEADER_INVALID" | "BODY_INVALID"
> {
  static override readonly kind: string = "InputError";
}

/** The body of a request or response can't be used. */
export class BodyError extends HttpCoreError<
  | "BODY_NOT_REPLAYABLE"
  | "BODY_SOURCE_FAILED"
  | "BODY_LENGTH_WRONG"
  | "BODY_TRUNCATED"
  | "BODY_TOO_LARGE"
  | "BODY_ENCODING"
  | "BODY_NOT_JSON"
  | "BODY_EMPTY"
  | "BODY_SCHEMA"
  | "BODY_USED"
> {
  static override readonly kind: string = "BodyError";
}

/** A response whose status means failure: 400 or more, or a 3xx that was not followed. */
export class HttpError extends HttpCoreError<"HTTP_STATUS"> {
  static override readonly kind: string = "HttpError";
  /** Status of the response. */
  declare readonly status: number;
  /** The error message in the response body, without known secrets; `undefined` if there is none. */
  readonly serverMessage: string | undefined;
  /** What the session did about it, for example `re-authenticated once`. */
  readonly tried: readonly string[];
  /**
   * Why the response body could not be read to its end: it was truncated, too large or wrongly encoded; absent if it was read.
   */
  declare readonly bodyError?: HttpCoreError;
  /** Size of the `Cookie` header in bytes, if the server may have refused the request because of it: 431, or 400. */
  declare readonly cookieBytes?: number;
  readonly #body: unknown;
  #head: { readonly headers: Headers } | undefined;

  /**
   * @param message - one line: what was sent, and what the server responded
   * @param facts - fields of the error; `head` makes the headers when they are read
   */
  constructor(
    message: string,
    facts: ErrorFacts & {
      status: number;
      head?: { readonly headers: Headers } | undefined;
      serverMessage?: string | undefined;
      body?: unknown;
      tried?: readonly string[];
      bodyError?: HttpCoreError | undefined;
      cookieBytes?: number | undefined;
    },
  ) {
    const { serverMessage, body, tried, head, ...rest } = copyOwn(facts);
    super("HTTP_STATUS", message, rest);
    this.serverMessage = serverMessage;
    this.tried = tried ?? [];
    this.#body = body;
    this.#head = head;
  }

  /**
   * The headers of the response, as the server sent them; empty if the error was made without them. Not enumerable, so that no
   * log shows them.
   */
  get headers(): Headers {
    return (this.#head ??= { headers: new Headers() }).headers;
  }

  /** The response body as parsed JSON or as text, at most 64 KB, as the server sent it. Not enumerable, so that no log shows it. */
  get body(): unknown {
    return this.#body;
  }
}

/** A redirect that the session does not follow. No second request was sent. */
export class RedirectError extends HttpCoreError<"REDIRECT_REFUSED"> {
  static override readonly kind: string = "RedirectError";
  /** Status of the response: 3xx. */
  declare readonly status: number;
  /** Where the redirect leads, redacted. */
  readonly target: string;

  constructor(message: string, facts: ErrorFacts & { status: number; target: string }) {
    const { target, ...rest } = facts;
    super("REDIRECT_REFUSED", message, rest);
    this.target = target;
  }
}

/** The next page of a list that can't be requested: it is not allowed, it was already read, or there are too many. */
export class PageError extends HttpCoreError<"PAGE_REFUSED" | "PAGE_LOOP" | "PAGE_LIMIT"> {
  static override readonly kind: string = "PageError";
}

/** A transport failed to send a request or to receive its response. */
export class TransportError extends HttpCoreError<TransportErrorCode> {
  static override readonly kind: string = "TransportError";
  /** The phase in which it failed. */
  readonly phase: TransportPhase;
  /** How much of the request had been sent. */
  declare readonly bytesSent: BytesSent;
  /** URL of the proxy on the way, without user name and password; absent if there is none. */
  declare readonly proxy?: string;
  /** Status of a proxy that refused the request; absent if it sent none. It is not the server's. */
  declare readonly proxyStatus?: number;

  constructor(
    code: TransportErrorCode,
    message: string,
    facts: ErrorFacts & { phase: TransportPhase; bytesSent: BytesSent; proxy?: string; proxyStatus?: number },
  ) {
    const { phase, ...rest } = facts;
    super(code, message, rest);
    this.phase = phase;
  }
}

/** How a login failed: `rejected` for a wrong secret, `throttled` for too many logins, `transient` for a temporary fault. */
export type AuthOutcome = "rejected" | "throttled" | "transient";

const authCodes = { rejected: "AUTH_REJECTED", throttled: "AUTH_THROTTLED", transient: "AUTH_TRANSIENT" } as const;

/** A login that failed. */
export class AuthenticationError extends HttpCoreError<
  "AUTH_REJECTED" | "AUTH_THROTTLED" | "AUTH_TRANSIENT" | "AUTH_LATCHED" | "AUTH_TIMEOUT"
> {
  static override readonly kind: string = "AuthenticationError";
  /** How it failed. */
  readonly authOutcome: AuthOutcome;

  /**
   * @param outcome - after `rejected` the secret is not sent again; after the other two the next login waits
   * @param message - one line, without the secret
   * @param facts - fields of the error; `code` replaces the one of the outcome
   */
  constructor(
    outcome: AuthOutcome,
    message: string,
    facts: ErrorFacts & { code?: "AUTH_LATCHED" | "AUTH_TIMEOUT" } = {},
  ) {
    const { code, ...rest } = copyOwn(facts);
    super(code ?? authCodes[outcome], message, rest);
    this.authOutcome = outcome;
  }
}

/** A scheme that does not keep to the contract of `AuthScheme`. The author of the scheme can correct it. */
export class AuthSchemeError extends HttpCoreError<"CREDENTIAL_INVALID" | "AUTH_SCHEME_INVALID" | "AUTH_CYCLE"> {
  static override readonly kind: string = "AuthSchemeError";
}

const tooMany = {
  logins: "Too many logins after a 401 or a failed login",
  rejections: "Too many requests whose signature, key or password was rejected",
} as const;

/**
 * The re-authentication window has no permit left, so nothing was sent. For a scheme with a login, the window counts
 * each login that follows a 401, and each login after a failed or abandoned one until a login succeeds. For a scheme
 * without a login, it counts each response that rejects its proof. The cause is the `HttpError` of the 401 if one led here.
 */
export class RetryWindowExhaustedError extends HttpCoreError<"RETRY_WINDOW_EXHAUSTED"> {
  static override readonly kind: string = "RetryWindowExhaustedError";
  /** What the window counts: logins, or the rejected proofs of a scheme without a login. */
  readonly counted: "logins" | "rejections";
  /** How many of them a window allows. */
  readonly limit: number;
  /** Length of the window, in milliseconds. */
  readonly windowMs: number;
  /** When the next login or request is allowed. */
  declare readonly retryAt: Date;

  constructor(
    facts: ErrorFacts & { counted?: "logins" | "rejections"; limit: number; windowMs: number; retryAt: Date },
  ) {
    const { counted = "logins", limit, windowMs, ...rest } = facts;
    const seconds = Math.round(windowMs / 1000);
    const message = `${tooMany[counted]}: ${limit} in ${seconds} s are allowed; the next at ${facts.retryAt.toISOString()}`;
    super("RETRY_WINDOW_EXHAUSTED", message, rest);
    this.counted = counted;
    this.limit = limit;
    this.windowMs = windowMs;
  }
}

/** A call that ended early: by the caller's signal, its time limit, `session.close()` or `session.logout()`. */
export class CallEndedError extends HttpCoreError<
  "ABORTED" | "TIMEOUT" | "SESSION_CLOSED" | "LOGGED_OUT" | "RETRY_AFTER_TOO_LONG"
> {
  static override readonly kind: string = "CallEndedError";
}

/**
 * True for an `HttpError`. Works across installed copies.
 *
 * @example
 * ```ts
 * import { createSession, isHttpError } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const session = createSession({ baseUrl: "https://api.example.com", transport: memoryTransport(() => 404) });
 * const error = await session.get("/missing").catch((reason: unknown) => reason);
 * if (isHttpError(error)) console.log(error.status, error.message);
 * await session.close();
 * ```
 */
export function isHttpError(error: unknown): error is HttpError {
  return hasKind(error, "HttpError");
}

/** True for a `TransportError`. Works across installed copies. */
export function isTransportError(error: unknown): error is TransportError {
  return hasKind(error, "TransportError");
}

/** True for a `RedirectError`. Works across installed copies. */
export function isRedirectError(error: unknown): error is RedirectError {
  return hasKind(error, "RedirectError");
}

/** True for a `PageError`. */
export function isPageError(error: unknown): error is PageError {
  return hasKind(error, "PageError");
}

/** True for an `AuthenticationError`. Works across installed copies. */
export function isAuthenticationError(error: unknown): error is AuthenticationError {
  return hasKind(error, "AuthenticationError");
}

/** True for an `AuthSchemeError`. Works across installed copies. */
export function isAuthSchemeError(error: unknown): error is AuthSchemeError {
  return hasKind(error, "AuthSchemeError");
}

/** True for a `RetryWindowExhaustedError`. Works across installed copies. */
export function isRetryWindowExhaustedError(error: unknown): error is RetryWindowExhaustedError {
  return hasKind(error, "RetryWindowExhaustedError");
}
