import type { Body } from "./request-body/body.js";
import { ownBody } from "./request-body/create-body.js";
import { readOptions } from "../authoring/check-options.js";
import { InputError } from "../errors.js";
import type { HeaderList } from "./header-list.js";
import { setWireHeaders, toWireHeaders, type HeadersInit } from "./headers.js";
import { headersOf, Message } from "./message.js";
import { memberOf } from "../util/own-members.js";
import type { SecretTexts } from "../redaction/mask-error.js";
import { redactHeaders, redactUrl } from "../redaction/redact.js";
import type { Target } from "./target.js";

/** What {@link HttpRequest.with} changes. */
export interface RequestChange {
  /** Absolute, with the same origin. */
  readonly url?: string;
  /** Set over the present headers, name by name; `null` removes one. */
  readonly headers?: HeadersInit;
  /** Replaces the body. */
  readonly body?: Body;
}

const changeNames: readonly (keyof RequestChange)[] = ["url", "headers", "body"];

/** A request on its way through the middleware. It is immutable; `with` makes a changed copy. */
export interface HttpRequest {
  /** In upper case. */
  readonly method: string;
  /** Absolute, without fragment. */
  readonly url: string;
  /** The headers, without those that the transport adds. */
  readonly headers: Headers;
  /** The body; absent if there is none. */
  readonly body?: Body;
  /**
   * Makes a copy with changes. Method and origin can't change.
   *
   * @throws InputError `URL_NOT_ALLOWED` if the new URL has another origin, `HEADER_INVALID`; `OPTION_UNKNOWN` if all that it
   * gets has other names
   */
  with(change: RequestChange): HttpRequest;
}

/** What a request is made from. */
export interface RequestParts {
  /** In upper case. */
  readonly method: string;
  /** Absolute, without fragment. */
  readonly url: string;
  /** `Headers` are used without a copy: pass an object that nothing else uses. */
  readonly headers: HeadersInit;
  /** The body; absent or `undefined` if there is none. */
  readonly body?: Body | undefined;
}

/**
 * Makes a request: for schemes, middleware and tests.
 *
 * @throws InputError `HEADER_INVALID` for a header that HTTP can't carry
 */
export function createRequest(parts: RequestParts): HttpRequest {
  const { method, url, headers } = parts;
  return new FrozenRequest({ method, url, headers, body: bodyOf(parts) });
}

function bodyOf(parts: { readonly body?: Body | undefined }): Body | undefined {
  const body = memberOf(parts, "body");
  return body === undefined ? undefined : ownBody(body);
}

/** Returns the parsed URL of a request. It is parsed once; don't change it. */
export function targetOf(request: HttpRequest): Target {
  return FrozenRequest.targetOf(request) ?? new URL(request.url);
}

/** Masks secrets in what is printed of a request, and of its copies. */
export function hideRequestSecrets(request: HttpRequest, secrets: SecretTexts): void {
  FrozenRequest.hideSecrets(request, secrets);
}

/** Makes a request to a URL that has been parsed already. */
export function createRequestTo(target: Target, { method, headers, body }: Omit<FrozenParts, "url">): HttpRequest {
  return new FrozenRequest({ method, url: target.href, headers, body }, target);
}

/** Makes a copy with other headers and another body. */
export function withHeaders(request: HttpRequest, headers: HeaderList, body: Body | undefined): HttpRequest {
  const { method, url } = request;
  const copy = new FrozenRequest({ method, url, headers, body }, FrozenRequest.targetOf(request));
  FrozenRequest.copySecrets(request, copy);
  return copy;
}

/** Makes a copy with a private copy of the headers. */
export function copyRequest(request: HttpRequest): HttpRequest {
  return withHeaders(request, headersOf(request).copy(), request.body);
}

/** Parts that are all own members, so that nothing is inherited. */
type FrozenParts = Required<RequestParts>;

class FrozenRequest extends Message implements HttpRequest {
  readonly method: string;
  readonly url: string;
  declare readonly body?: Body;
  #target: Target | undefined;
  #secrets: SecretTexts | undefined;

  constructor({ method, url, headers, body }: FrozenParts, target?: Target) {
    super(toWireHeaders(headers));
    this.method = method;
    this.url = url;
    if (body !== undefined) this.body = body;
    this.#target = target;
    Object.freeze(this);
  }

  /** What is printed of a request: no body, and no header value or query value that may be secret. */
  toJSON(): object {
    const { method, url, body } = this;
    const shown = { method, url: redactUrl(url, this.#secrets?.texts()), headers: redactHeaders(headersOf(this)) };
    return body === undefined ? shown : { ...shown, body: { contentType: body.contentType, length: body.length } };
  }

  static targetOf(request: HttpRequest): Target | undefined {
    return #target in request ? (request.#target ??= new URL(request.url)) : undefined;
  }

  static hideSecrets(request: HttpRequest, secrets: SecretTexts | undefined): void {
    if (#secrets in request) request.#secrets = secrets;
  }

  static copySecrets(from: HttpRequest, to: FrozenRequest): void {
    if (#secrets in from) to.#secrets = from.#secrets;
  }

  with(change: RequestChange): HttpRequest {
    const url = memberOf(change, "url") ?? this.url;
    if (url !== this.url && new URL(url).origin !== new URL(this.url).origin) {
      throw new InputError(
        "URL_NOT_ALLOWED",
        "with({ url }) can't change the origin of a request; pass a URL with the same origin",
      );
    }
    const headers = headersOf(this).copy();
    const changed = memberOf(change, "headers");
    const body = bodyOf(change);
    if (changed !== undefined) setWireHeaders(headers, changed);
    else if (body === undefined && url === this.url) readOptions(change, changeNames, "with()");
    const target = url === this.url ? this.#target : undefined;
    const copy = new FrozenRequest({ method: this.method, url, headers, body: body ?? this.body }, target);
    copy.#secrets = this.#secrets;
    return copy;
  }
}

Object.defineProperty(FrozenRequest.prototype, Symbol.for("nodejs.util.inspect.custom"), {
  value(this: FrozenRequest) {
    return this.toJSON();
  },
});
// A request without a body has none, even if `Object.prototype` has one.
Object.defineProperty(FrozenRequest.prototype, "body", { value: undefined, writable: true });
