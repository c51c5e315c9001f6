import { checkInteger } from "../../authoring/check-values.js";
import { readOptions, refuseOption } from "../../authoring/check-options.js";
import { PageError } from "../../errors.js";
import { findLink } from "../../http/response-headers/link-header.js";
import { secretsOf } from "../../http/body-response.js";
import type { HttpResponse } from "../../http/response.js";
import { originOf } from "../../http/url.js";
import type { RequestOptions } from "../../options/options.js";
import { maskError } from "../../redaction/mask-error.js";
import { redactUrl } from "../../redaction/redact.js";
import type { MaybePromise } from "../../util/maybe-promise.js";
import { copyOwn } from "../../util/own-members.js";
import { createNextRequest, pageKey, type NextPage, type PageRequest } from "./next-page.js";
import type { Session } from "../session.js";
import { isUrl } from "../../util/realms.js";

/** Options of {@link paginate}: those of the call for each page, and how to find the next one. */
export interface PaginateOptions extends Omit<RequestOptions, "stream"> {
  /**
   * Finds the next page in the response with the last one, for example by a cursor in its body. Returns its URL, or how its
   * request differs from the first one; `undefined` ends the list. Default: the `Link` header with `rel="next"` (RFC 8288).
   */
  readonly next?: (response: HttpResponse) => MaybePromise<string | URL | NextPage | undefined>;
  /** A list with more pages is an error. 1 to 1 000 000. Default 10 000. */
  readonly maxPages?: number;
}

const defaultMaxPages = 10_000;

/**
 * Fetches a list page by page. Each page is a call of its own, with login, retries and limits of the session. The next page is
 * requested when it is read, and not before.
 *
 * The call's own headers and body go only to the origin of the first page. A page on another origin is an error, unless the
 * option `hosts` allows it; then it is requested without them.
 *
 * @param session - sends the requests
 * @param url - of the first page
 * @param options - of each call, and how to find the next page
 * @returns the responses, in order
 * @throws InputError `OPTION_INVALID`; while the pages are read: PageError `PAGE_REFUSED` for a page that must not be
 * requested, `PAGE_LOOP` for a page that was already read, `PAGE_LIMIT` for too many; and what `session.request` throws
 *
 * @example
 * ```ts
 * import { createSession, paginate } from "@org/http-core";
 * import { memoryTransport } from "@org/http-core/testing";
 *
 * const transport = memoryTransport(({ url }) => {
 *   const link = url.includes("page=2") ? "" : '<https://api.example.com/things?page=2>; rel="next"';
 *   return { headers: { link }, body: [url] };
 * });
 * const session = createSession({ baseUrl: "https://api.example.com", transport });
 * for await (const page of paginate(session, "/things")) console.log(await page.json());
 * await session.close();
 * ```
 */
export function paginate(
  session: Session,
  url: string | URL,
  options: PaginateOptions = {},
): AsyncGenerator<HttpResponse, void, undefined> {
  const { next = nextByLink, maxPages = defaultMaxPages, ...call } = copyOwn(options);
  if (typeof next !== "function") refuseOption("next", "a function");
  if (Object.hasOwn(call, "stream")) refuseOption("stream", "left out: pages are read whole");
  const limit = checkInteger("maxPages", maxPages, { min: 1, max: 1_000_000 });
  return fetchPages(session, { url, options: call }, next, limit);
}

async function* fetchPages(
  session: Session,
  first: PageRequest,
  next: NonNullable<PaginateOptions["next"]>,
  maxPages: number,
): AsyncGenerator<HttpResponse, void, undefined> {
  const known = new Set<string>();
  let request = first;
  let origin: string | undefined;
  let last: HttpResponse | undefined;
  for (let count = 1; ; count++) {
    const response = await fetchPage(session, request, last);
    last = response;
    origin ??= originOf(response.url);
    yield response;
    const found = await next(response);
    if (found === undefined || found === null) return;
    known.add(pageKey(request)).add(pageKey({ url: response.url, options: { ...request.options, params: [] } }));
    request = createNextRequest(first, origin, response, readNext(found));
    if (known.has(pageKey(request))) failList("PAGE_LOOP", "The next page was already fetched", request, response);
    if (count >= maxPages)
      failList("PAGE_LIMIT", `The list has more than ${maxPages} pages; raise maxPages`, request, response);
  }
}

/** The server names the URL of a page, and may have put into it what the last call sent as a secret. */
function fetchPage(
  session: Session,
  { url, options }: PageRequest,
  last: HttpResponse | undefined,
): Promise<HttpResponse> {
  const sent = session.request(url, options);
  return last === undefined
    ? sent
    : sent.catch((error: unknown) => {
        throw maskError(error, { texts: () => secretsOf(last) });
      });
}

/** Reads what `next` has returned. */
function readNext(found: string | URL | NextPage): NextPage {
  if (typeof found === "string" || isUrl(found)) return copyOwn({ url: found });
  return readOptions(found, ["url", "params", "headers", "json"], "next page");
}

function nextByLink({ headers }: HttpResponse): string | undefined {
  return findLink(headers.get("link"), "next");
}

function failList(code: "PAGE_LOOP" | "PAGE_LIMIT", message: string, { url }: PageRequest, last: HttpResponse): never {
  const shown = redactUrl(String(url), secretsOf(last));
  throw new PageError(code, `${message}: ${shown}`, { url: shown });
}
