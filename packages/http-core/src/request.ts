import type { Body } from "./body/body.js";
import { InputError } from "./errors.js";
import type { HeadersInit } from "./headers.js";

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

/** Makes a request. The headers are taken over, not copied: hand in ones that nobody else holds. */
export function createRequest(parts: RequestParts): HttpRequest {
  const { method, url, headers, body } = parts;
  return Object.freeze({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body }),
    with: (change: RequestChange) => changed(parts, change),
  });
}

function changed(parts: RequestParts, change: RequestChange): HttpRequest {
  const url = change.url ?? parts.url;
  if (url !== parts.url && new URL(url).origin !== new URL(parts.url).origin) {
    throw new InputError("URL_NOT_ALLOWED", "A request keeps its origin: with({ url }) was given another one");
  }
  const headers = new Headers(parts.headers);
  for (const [name, value] of new Headers(change.headers)) headers.set(name, value);
  return createRequest({ method: parts.method, url, headers, body: change.body ?? parts.body });
}
