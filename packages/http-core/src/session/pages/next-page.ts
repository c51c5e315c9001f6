import { pairsOf } from "../../authoring/pairs.js";
import { PageError } from "../../errors.js";
import type { HeadersInit } from "../../http/headers.js";
import { encodeLocation } from "../../http/response-headers/location.js";
import { mergeParams, type Params } from "../../http/params.js";
import { secretsOf } from "../../http/body-response.js";
import type { HttpResponse } from "../../http/response.js";
import { originOf } from "../../http/url.js";
import type { RequestOptions } from "../../options/options.js";
import { redactUrl } from "../../redaction/redact.js";
import { copyOwn, mergeDefined } from "../../util/own-members.js";

/** How the request for the next page differs from the one for the first page. */
export interface NextPage {
  /**
   * Its URL; a relative one belongs to the URL of the last page. It takes the place of the URL and the `params` of the call.
   * Default: the URL of the first page.
   */
  readonly url?: string | URL;
  /** Query parameters, set over those of the call, for example a cursor. */
  readonly params?: Params;
  /** Headers, set over those of the call, for example a range. */
  readonly headers?: HeadersInit;
  /** The body, instead of the body of the call, for example with a cursor. */
  readonly json?: unknown;
}

/** A request for a page. */
export interface PageRequest {
  /** As `session.request` takes it. */
  readonly url: string | URL;
  /** As `session.request` takes them. */
  readonly options: RequestOptions;
}

/**
 * Makes the request for the next page. The call's own headers and body may contain credentials, so they stay on the origin of
 * the first page.
 *
 * @param first - the request for the first page
 * @param origin - of the first page
 * @param last - the response with the last page
 * @param next - how the request differs from the first one
 * @throws PageError `PAGE_REFUSED` if the URL can't be parsed, or leads to another origin that `hosts` of the call does not list
 */
export function createNextRequest(first: PageRequest, origin: string, last: HttpResponse, next: NextPage): PageRequest {
  const { url, params, headers, json } = next;
  const { params: ownParams, headers: ownHeaders, json: ownJson, ...others } = copyOwn(first.options);
  const rest = copyOwn(others);
  const body = json ?? ownJson;
  const own = { headers: mergeHeaders(ownHeaders, headers), ...(body === undefined ? {} : { json: body }) };
  if (url === undefined) {
    return { url: first.url, options: { ...rest, ...own, params: mergeParams(ownParams, params) } };
  }
  const target = resolveNext(url, last);
  const query = params === undefined ? {} : { params };
  if (originOf(target) === origin) return { url: target, options: { ...rest, ...own, ...query } };
  if (rest.hosts === undefined)
    refusePage(target, last, "it is on another origin, which the option hosts does not allow");
  if (body !== undefined || rest.body !== undefined || rest.form !== undefined) {
    refusePage(target, last, "it is on another origin, and the request has a body");
  }
  return { url: target, options: mergeDefined(rest, { headers: mergeHeaders(headers), ...query }) };
}

function resolveNext(url: string | URL, last: HttpResponse): string {
  const text = encodeLocation(String(url));
  const target = /[\p{Cc}\\]/u.test(text) ? null : URL.parse(text, last.url);
  if (target === null) refusePage(text, last, "it can't be parsed");
  // It names a place in the page, and makes no other page.
  target.hash = "";
  return target.href;
}

type HeaderValue = string | readonly string[] | null;

/** Merges headers name by name. A header that is `null` stays so, since it removes one of the session. */
function mergeHeaders(...layers: readonly (HeadersInit | undefined)[]): Record<string, HeaderValue> {
  const merged = new Map<string, HeaderValue>();
  for (const layer of layers) {
    for (const [name, value] of layer === undefined ? [] : pairsOf<HeaderValue | undefined>("headers", layer)) {
      if (value !== undefined) merged.set(name.toLowerCase(), value);
    }
  }
  return Object.fromEntries(merged);
}

/** The server may have put into the URL what the call sent as a secret. */
function refusePage(url: string, last: HttpResponse, reason: string): never {
  const shown = redactUrl(url, secretsOf(last));
  throw new PageError("PAGE_REFUSED", `The next page ${shown} was not requested: ${reason}`, { url: shown });
}

/**
 * Names a request for a page, so that a repeated page is noticed.
 *
 * @param request - for a page
 */
export function pageKey({ url, options }: PageRequest): string {
  const { params, headers, json } = copyOwn(options);
  return JSON.stringify([String(url), mergeParams(params), mergeHeaders(headers), json]);
}
