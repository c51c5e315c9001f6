import { copyOwn } from "./util/own-members.js";

/** The phase in which a transport failed. `proxy` means that a proxy refused the request. */
export type TransportPhase = "dns" | "connect" | "proxy" | "tls" | "send" | "firstByte" | "body";

/**
 * How much of a request had been sent when it failed. Only after `none` it is safe to retry any request. `some` means
 * that a part of it was sent; `unknown` means that a part of it may have been sent.
 */
export type BytesSent = "none" | "some" | "unknown";

/** Fields of an error. */
export interface ErrorFacts {
  /** The error that caused this one. */
  readonly cause?: unknown;
  /** Method of the request. */
  readonly method?: string;
  /** URL of the request, redacted. */
  readonly url?: string;
  /** Status of the response. */
  readonly status?: number;
  /** How many requests the call had sent. */
  readonly attempts?: number;
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** When another try can succeed. */
  readonly retryAt?: Date;
  /** `notSent`, or `unknown` if the server may have acted on a request whose response was lost or came from a gateway. */
  readonly outcome?: "unknown" | "notSent";
  /** How much of the request had been sent. */
  readonly bytesSent?: BytesSent;
}

const brand: unique symbol = Symbol.for("@org/http-core.error");

/**
 * The base class of all errors of this package and of the packages that build on it.
 *
 * @typeParam C - the codes of a subclass; other packages add their own
 */
export class HttpCoreError<C extends string = string> extends Error {
  /** The name of the class for guards and logs. Each subclass states its own, because minifiers change class names. */
  static readonly kind: string = "HttpCoreError";
  /** What went wrong, for programs. */
  readonly code: C;
  /** Method of the request. */
  declare readonly method?: string;
  /** URL of the request, redacted. */
  declare readonly url?: string;
  /** Status of the response. */
  declare readonly status?: number;
  /** How many requests the call had sent. */
  declare readonly attempts?: number;
  /** How long the server asks to wait, in milliseconds. */
  declare readonly retryAfterMs?: number;
  /** When another try can succeed. */
  declare readonly retryAt?: Date;
  /** `notSent`, or `unknown` if the server may have acted on a request whose response was lost or came from a gateway. */
  declare readonly outcome?: "unknown" | "notSent";
  /** How much of the request had been sent; absent if the failure is not one of sending. */
  declare readonly bytesSent?: BytesSent;

  /**
   * @param code - what went wrong, for programs
   * @param message - one line: what is wrong with which input, and what to do
   * @param facts - fields of the error; those that are `undefined` are left out
   */
  constructor(code: C, message: string, facts: ErrorFacts = {}) {
    const { cause, ...fields } = copyOwn(facts);
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    for (const [name, value] of Object.entries(fields)) {
      if (value === undefined) continue;
      // Configurable, so that a secret in a text can be masked before the error leaves the call.
      Object.defineProperty(this, name, copyOwn({ value, enumerable: true, configurable: true }));
    }
    Object.defineProperty(this, brand, copyOwn({ value: kinds(new.target.prototype) }));
  }

  /** The name of the class, for logs and stack traces. */
  override get name(): string {
    return kindOf(this.constructor as typeof HttpCoreError);
  }
}

/** True for any error of this package or of one that builds on it. Works across installed copies. */
export function isHttpCoreError(error: unknown): error is HttpCoreError {
  return hasKind(error, "HttpCoreError");
}

/**
 * Returns true for an error of a class or of one that extends it, also of another installed copy.
 *
 * @param error - of any type
 * @param kind - of the class
 */
export function hasKind(error: unknown, kind: string): boolean {
  if (typeof error !== "object" || error === null) return false;
  const found: unknown = Reflect.get(error, brand);
  return Array.isArray(found) && found.includes(kind);
}

/** The kinds of a class and its base classes. Guards compare these, because another copy has other classes. */
function kinds(prototype: object): readonly string[] {
  const names: string[] = [];
  for (let at: object | null = prototype; at !== null && at !== Error.prototype; at = Object.getPrototypeOf(at)) {
    names.push(kindOf(at.constructor as typeof HttpCoreError));
  }
  return names;
}

/** The kind of a class; its name if it states none. */
function kindOf(errorClass: typeof HttpCoreError): string {
  return Object.hasOwn(errorClass, "kind") ? errorClass.kind : errorClass.name;
}
