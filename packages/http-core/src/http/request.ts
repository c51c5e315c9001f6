import type { Body } from "./body/body.js";
import { InputError } from "../errors.js";
import type { HeaderList } from "./header-list.js";
import { changeHeaders, headerList, type HeadersInit } from "./headers.js";
import { headersOf, Message } from "./message.js";
import type { Target } from "./target.js";

/** What {@link HttpRequest.with} may change. Headers given are set over the present ones, name by name. */
export interface RequestChange {
  readonly url?: string;
  readonly headers?: HeadersInit;
  readonly body?: Body;
}

/** A request as it goes through the pipeline. It is never changed; `with` makes another. */
export interface HttpRequest {
  /** Upper case. */
  readonly method: string;
  /** Absolute, as it goes over the wire, without fragment. */
  readonly url: string;
  readonly headers: Headers;
  readonly body?: Body;
  /**
   * A copy with changes; method and origin stay.
   *
   * @throws InputError `URL_NOT_ALLOWED` when the new URL has another origin
   */
  with(change: RequestChange): HttpRequest;
}

/** The parts a request is made from. */
export interface RequestParts {
  readonly method: string;
  readonly url: string;
  /** `Headers` are taken over, not copied: hand in ones that nothing else holds. */
  readonly headers: HeadersInit;
  readonly body?: Body | undefined;
}

/** Makes a request: for transports, schemes and middleware. */
export function createRequest(parts: RequestParts): HttpRequest {
  return new FrozenRequest(parts);
}

/** The URL of a request, parsed once; not to be changed. */
export function targetOf(request: HttpRequest): Target {
  return FrozenRequest.targetOf(request) ?? new URL(request.url);
}

/** Makes a request whose URL has been parsed already. */
export function requestAt(target: Target, parts: Omit<RequestParts, "url">): HttpRequest {
  return new FrozenRequest({ ...parts, url: target.href }, target);
}

/** The same request with other headers, and with another body where one is given. */
export function withHeaders(request: HttpRequest, headers: HeaderList, body: Body | undefined): HttpRequest {
  const { method, url } = request;
  return new FrozenRequest({ method, url, headers, body }, FrozenRequest.targetOf(request));
}

/** The same request with a private copy of its headers. */
export function copyOf(request: HttpRequest): HttpRequest {
  return withHeaders(request, headersOf(request).copy(), request.body);
}

class FrozenRequest extends Message implements HttpRequest {
  readonly method: string;
  readonly url: string;
  declare readonly body?: Body;
  #target: Target | undefined;

  constructor({ method, url, headers, body }: RequestParts, target?: Target) {
    super(headerList(headers));
    this.method = method;
    this.url = url;
    if (body !== undefined) this.body = body;
    this.#target = target;
    Object.freeze(this);
  }

  static targetOf(request: HttpRequest): Target | undefined {
    return #target in request ? (request.#target ??= new URL(request.url)) : undefined;
  }

  with(change: RequestChange): HttpRequest {
    const url = change.url ?? this.url;
    if (url !== this.url && new URL(url).origin !== new URL(this.url).origin) {
      throw new InputError("URL_NOT_ALLOWED", "A request keeps its origin: with({ url }) was given another one");
    }
    const headers = headersOf(this).copy();
    if (change.headers !== undefined) changeHeaders(headers, change.headers);
    const target = url === this.url ? this.#target : undefined;
    return new FrozenRequest({ method: this.method, url, headers, body: change.body ?? this.body }, target);
  }
}
