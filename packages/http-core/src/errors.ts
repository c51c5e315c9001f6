/** Every code an error of this package carries. The README's table lists what each means and what to do. */
export type ErrorCode =
  | "OPTION_UNKNOWN"
  | "OPTION_INVALID"
  | "URL_INVALID"
  | "URL_NOT_ALLOWED"
  | "HEADER_INVALID"
  | "BODY_INVALID"
  | "BODY_NOT_REPLAYABLE"
  | "BODY_TRUNCATED"
  | "BODY_TOO_LARGE"
  | "BODY_ENCODING"
  | "BODY_NOT_JSON"
  | "BODY_EMPTY"
  | "BODY_SCHEMA"
  | "BODY_USED"
  | "HTTP_STATUS"
  | "REDIRECT_REFUSED"
  | "RETRY_AFTER_TOO_LONG"
  | "RETRY_WINDOW_EXHAUSTED"
  | "AUTH_REJECTED"
  | "AUTH_THROTTLED"
  | "AUTH_TRANSIENT"
  | "AUTH_LATCHED"
  | "AUTH_TIMEOUT"
  | "ABORTED"
  | "TIMEOUT"
  | "SESSION_CLOSED"
  | TransportErrorCode;

/** Codes a transport rejects with. */
export type TransportErrorCode =
  | "DNS_FAILED"
  | "CONNECT_FAILED"
  | "CONNECTION_RESET"
  | "TLS_FAILED"
  | "PROTOCOL_ERROR"
  | "HEADERS_TOO_LARGE"
  | "PHASE_TIMEOUT"
  | "SEND_ABORTED"
  | "UNSUPPORTED"
  | "UNEXPECTED_REQUEST"
  | "TRANSPORT_FAILED";

/** Where in an exchange a transport failed. */
export type TransportPhase = "dns" | "connect" | "tls" | "send" | "firstByte" | "body";

/** How much of a request had left when it failed: only `none` makes a repeat safe for every method. */
export type BytesSent = "none" | "some" | "unknown";

/** Facts an error carries as fields. URLs are redacted before they get here. */
export interface ErrorFacts {
  readonly cause?: unknown;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  readonly attempts?: number;
  readonly retryAfterMs?: number;
  readonly retryAt?: Date;
  /** `unknown` where the server may have acted on a request whose answer was lost. */
  readonly outcome?: "unknown" | "notSent";
}

const brand: unique symbol = Symbol.for("@org/http-core.error");

/**
 * The base of every error that this package and the packages on it throw.
 *
 * @typeParam C - the literal codes of a subclass; other packages add their own
 */
export class HttpCoreError<C extends string = string> extends Error {
  /** The class's name for guards and logs: it survives minifying, and each subclass states its own. */
  static readonly kind: string = "HttpCoreError";
  readonly code: C;
  declare readonly method?: string;
  declare readonly url?: string;
  declare readonly status?: number;
  declare readonly attempts?: number;
  declare readonly retryAfterMs?: number;
  declare readonly retryAt?: Date;
  declare readonly outcome?: "unknown" | "notSent";

  /**
   * @param code - literal code
   * @param message - one line: what is wrong with which input, and what to do
   * @param facts - fields; undefined ones are left out
   */
  constructor(code: C, message: string, facts: ErrorFacts = {}) {
    const { cause, ...fields } = facts;
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) Object.defineProperty(this, name, { value, enumerable: true });
    }
    Object.defineProperty(this, brand, { value: kinds(new.target.prototype) });
  }

  /** The name of the class, for logs and stack traces. */
  override get name(): string {
    return kindOf(this.constructor as typeof HttpCoreError);
  }
}

/** An option, header, URL or body that is wrong in itself: found before anything is sent. */
export class InputError extends HttpCoreError<
  "OPTION_UNKNOWN" | "OPTION_INVALID" | "URL_INVALID" | "URL_NOT_ALLOWED" | "HEADER_INVALID" | "BODY_INVALID"
> {
  static override readonly kind: string = "InputError";
}

/** A body, of a request or a response, that can't be used as it is. */
export class BodyError extends HttpCoreError<
  | "BODY_NOT_REPLAYABLE"
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

/** An answer with a status that counts as failure (400 and above, or 3xx that was not followed). */
export class HttpError extends HttpCoreError<"HTTP_STATUS"> {
  static override readonly kind: string = "HttpError";
  declare readonly status: number;
  /** The server's own words, from whichever envelope it uses; undefined where it said nothing. */
  readonly serverMessage: string | undefined;
  /** What the session did about it, for example `re-authenticated once`. */
  readonly tried: readonly string[];
  readonly #body: unknown;

  constructor(
    message: string,
    facts: ErrorFacts & {
      status: number;
      serverMessage?: string | undefined;
      body?: unknown;
      tried?: readonly string[];
    },
  ) {
    const { serverMessage, body, tried, ...rest } = facts;
    super("HTTP_STATUS", message, rest);
    this.serverMessage = serverMessage;
    this.tried = tried ?? [];
    this.#body = body;
  }

  /** The answer's body as parsed JSON, or as text, up to 64 KB; a private field, so that no log copies it. */
  get body(): unknown {
    return this.#body;
  }
}

/** A redirect that the session does not follow; no second request was made. */
export class RedirectError extends HttpCoreError<"REDIRECT_REFUSED"> {
  static override readonly kind: string = "RedirectError";
  declare readonly status: number;
  /** Where it pointed, redacted. */
  readonly target: string;

  constructor(message: string, facts: ErrorFacts & { status: number; target: string }) {
    const { target, ...rest } = facts;
    super("REDIRECT_REFUSED", message, rest);
    this.target = target;
  }
}

/** The only error a transport rejects with. */
export class TransportError extends HttpCoreError<TransportErrorCode> {
  static override readonly kind: string = "TransportError";
  readonly phase: TransportPhase;
  readonly bytesSent: BytesSent;

  constructor(
    code: TransportErrorCode,
    message: string,
    facts: ErrorFacts & { phase: TransportPhase; bytesSent: BytesSent },
  ) {
    const { phase, bytesSent, ...rest } = facts;
    super(code, message, rest);
    this.phase = phase;
    this.bytesSent = bytesSent;
  }
}

/** How a login failed: a wrong secret, too many tries, or something that may pass. */
export type AuthOutcome = "rejected" | "throttled" | "transient";

const authCodes = { rejected: "AUTH_REJECTED", throttled: "AUTH_THROTTLED", transient: "AUTH_TRANSIENT" } as const;

/** A login that did not end in a credential. */
export class AuthenticationError extends HttpCoreError<
  "AUTH_REJECTED" | "AUTH_THROTTLED" | "AUTH_TRANSIENT" | "AUTH_LATCHED" | "AUTH_TIMEOUT"
> {
  static override readonly kind: string = "AuthenticationError";
  readonly authOutcome: AuthOutcome;

  /**
   * @param outcome - `rejected` latches the secret; the other two back off
   * @param message - one line, without the secret
   * @param facts - fields; `code` overrides the one that follows from the outcome
   */
  constructor(
    outcome: AuthOutcome,
    message: string,
    facts: ErrorFacts & { code?: "AUTH_LATCHED" | "AUTH_TIMEOUT" } = {},
  ) {
    const { code, ...rest } = facts;
    super(code ?? authCodes[outcome], message, rest);
    this.authOutcome = outcome;
  }
}

/** No re-authentication is left in the window; nothing was sent. The 401 that asked for one is the cause. */
export class RetryWindowExhaustedError extends HttpCoreError<"RETRY_WINDOW_EXHAUSTED"> {
  static override readonly kind: string = "RetryWindowExhaustedError";
  readonly limit: number;
  readonly windowMs: number;
  declare readonly retryAt: Date;

  constructor(facts: ErrorFacts & { limit: number; windowMs: number; retryAt: Date }) {
    const { limit, windowMs, ...rest } = facts;
    const seconds = Math.round(windowMs / 1000);
    const message = `No re-authentication left: ${limit} in ${seconds} s are used up; the next is free at ${facts.retryAt.toISOString()}`;
    super("RETRY_WINDOW_EXHAUSTED", message, rest);
    this.limit = limit;
    this.windowMs = windowMs;
  }
}

/** The caller's abort, the deadline of a call, or a session that was closed. */
export class CallEndedError extends HttpCoreError<"ABORTED" | "TIMEOUT" | "SESSION_CLOSED" | "RETRY_AFTER_TOO_LONG"> {
  static override readonly kind: string = "CallEndedError";
}

/** True for any error of this package or one built on it, also one of another installed copy. */
export function isHttpCoreError(error: unknown): error is HttpCoreError {
  return hasKind(error, "HttpCoreError");
}

/** True for an answer that counts as failure. Works across installed copies. */
export function isHttpError(error: unknown): error is HttpError {
  return hasKind(error, "HttpError");
}

/** True for what a transport rejects with. Works across installed copies. */
export function isTransportError(error: unknown): error is TransportError {
  return hasKind(error, "TransportError");
}

/** True for a redirect that was refused. Works across installed copies. */
export function isRedirectError(error: unknown): error is RedirectError {
  return hasKind(error, "RedirectError");
}

/** True for a login that failed. Works across installed copies. */
export function isAuthenticationError(error: unknown): error is AuthenticationError {
  return hasKind(error, "AuthenticationError");
}

/** True where the retry window allowed no further login. Works across installed copies. */
export function isRetryWindowExhaustedError(error: unknown): error is RetryWindowExhaustedError {
  return hasKind(error, "RetryWindowExhaustedError");
}

function hasKind(error: unknown, kind: string): boolean {
  if (typeof error !== "object" || error === null) return false;
  const found: unknown = Reflect.get(error, brand);
  return Array.isArray(found) && found.includes(kind);
}

/** The kinds from a prototype up to the base: what the guards compare instead of identities. */
function kinds(prototype: object): readonly string[] {
  const names: string[] = [];
  for (let at: object | null = prototype; at !== null && at !== Error.prototype; at = Object.getPrototypeOf(at)) {
    names.push(kindOf(at.constructor as typeof HttpCoreError));
  }
  return names;
}

/** What a class calls itself; one that states no kind of its own goes by its name. */
function kindOf(errorClass: typeof HttpCoreError): string {
  return Object.hasOwn(errorClass, "kind") ? errorClass.kind : errorClass.name;
}
