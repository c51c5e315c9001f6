import type { Body } from "./body/body.js";
import { InputError } from "../errors.js";
import { HeaderList, type HeaderReader } from "./header-list.js";
import { readHeaders, type HeadersInit } from "./headers.js";
import { HeldHeaders } from "./lazy-headers.js";
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
  readonly headers: Headers;
  readonly body?: Body | undefined;
}

/** The same, with headers as they are held within. */
export interface LeanParts extends Omit<RequestParts, "headers"> {
  readonly headers: HeaderReader;
  /** The URL, parsed. */
  readonly target?: Target | undefined;
}

/** Makes a request. The headers are taken over, not copied: hand in ones that nobody else holds. */
export function createRequest(parts: RequestParts): HttpRequest {
  return leanRequest(parts);
}

/** Makes a request whose `Headers` are only made for who asks for them. */
export function leanRequest(parts: LeanParts): HttpRequest {
  return new HeldRequest(parts);
}

/** The headers of a request, for reading: by this way nothing is made of them. */
export function headersOf(request: HttpRequest): HeaderReader {
  return HeldRequest.headersOf(request)?.reader ?? request.headers;
}

/** The URL of a request, parsed once; not to be changed. */
export function targetOf(request: HttpRequest): Target {
  return HeldRequest.targetOf(request) ?? new URL(request.url);
}

/** The same request with other headers, and with another body where one is given. */
export function withHeaders(request: HttpRequest, headers: HeaderReader, body: Body | undefined): HttpRequest {
  const { method, url } = request;
  return leanRequest({ method, url, headers, body, target: HeldRequest.targetOf(request) });
}

/** The same request with headers that are nobody else's. */
export function copyOf(request: HttpRequest): HttpRequest {
  const headers = HeldRequest.headersOf(request)?.untouched ?? HeaderList.copy(headersOf(request));
  return withHeaders(request, headers, request.body);
}

class HeldRequest implements HttpRequest {
  readonly method: string;
  readonly url: string;
  declare readonly body?: Body;
  readonly #headers: HeldHeaders;
  #target: Target | undefined;

  constructor({ method, url, headers, body, target }: LeanParts) {
    this.method = method;
    this.url = url;
    if (body !== undefined) this.body = body;
    this.#headers = new HeldHeaders(headers);
    this.#target = target;
    Object.freeze(this);
  }

  static headersOf(request: HttpRequest): HeldHeaders | undefined {
    return #headers in request ? request.#headers : undefined;
  }

  static targetOf(request: HttpRequest): Target | undefined {
    return #headers in request ? (request.#target ??= new URL(request.url)) : undefined;
  }

  get headers(): Headers {
    return this.#headers.headers;
  }

  with(change: RequestChange): HttpRequest {
    const url = change.url ?? this.url;
    if (url !== this.url && new URL(url).origin !== new URL(this.url).origin) {
      throw new InputError("URL_NOT_ALLOWED", "A request keeps its origin: with({ url }) was given another one");
    }
    const headers = this.#headers.copy();
    if (change.headers !== undefined) headers.setAll(readHeaders(change.headers));
    const target = url === this.url ? this.#target : undefined;
    return leanRequest({ method: this.method, url, headers, body: change.body ?? this.body, target });
  }
}
