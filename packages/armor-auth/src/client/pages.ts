import { isHttpError, type HttpResponse, type Params, type Session } from "@org/http-core";
import { checkInteger, isRecord, omitUndefined, parseJson, readOptions } from "@org/http-core/authoring";
import { ArmorError } from "../errors.js";
import { parseContentRange } from "./content-range.js";

/** Options of a paged list. */
export interface PageOptions {
  /** Entries per page, 1 to 10 000. Default 100. */
  readonly pageSize?: number;
  /** A list with more pages is an error. 1 to 1 000 000. Default 10 000. */
  readonly maxPages?: number;
  /** The header that carries the range. Some endpoints want `X-Range`, which proxies leave alone. Default `Range`. */
  readonly rangeHeader?: "Range" | "X-Range";
  /** Headers of each request; `null` removes a header of the session. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Query parameters of each request. */
  readonly params?: Params;
  /** Aborts the requests. */
  readonly signal?: AbortSignal;
}

/** One page of a list. */
export interface ArmorPage {
  /** The entries, as parsed JSON. */
  readonly items: readonly unknown[];
  /** The position of the first item, from 0. */
  readonly offset: number;
  /** How many entries the list has, if the service says so. */
  readonly total?: number;
  /** The response, whose body has been read. */
  readonly response: HttpResponse;
}

const optionNames = [
  "pageSize",
  "maxPages",
  "rangeHeader",
  "headers",
  "params",
  "signal",
] as const satisfies readonly (keyof PageOptions)[];

/**
 * Fetches a list page by page. Status 206 means that there is more. The list ends with status 200 or 416, with an empty
 * page, or when its total is reached. A missing `Content-Range` is not an error.
 *
 * @param session - adds the token and the account
 * @param url - of the list
 * @param options - page size, limit and header
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; ArmorError `ARMOR_PAGE_INVALID`, `ARMOR_PAGE_LOOP`,
 * `ARMOR_PAGE_LIMIT`; HttpError, TransportError
 */
export async function* fetchPages(
  session: Session,
  url: string | URL,
  options: PageOptions = {},
): AsyncGenerator<ArmorPage, void, undefined> {
  const own = readOptions(options, optionNames, "pages");
  const { pageSize, maxPages } = checkLimits(own);
  let offset = 0;
  let previousText: string | undefined;
  for (let count = 0; count < maxPages; count++) {
    const range = `entities=${offset}-${offset + pageSize}; max=${pageSize}`;
    const response = await fetchRange(session, url, range, own);
    const text = (await response?.text())?.trim() ?? "";
    if (response === undefined || text === "") return;
    const page = readPage(response, text, offset, previousText);
    if (page.items.length === 0) return;
    yield page;
    offset += page.items.length;
    const isLast = page.total === undefined ? response.status !== 206 : offset >= page.total;
    if (isLast) return;
    previousText = text;
  }
  throw new ArmorError("ARMOR_PAGE_LIMIT", `The list has more than ${maxPages} pages; raise maxPages`);
}

function checkLimits({ pageSize = 100, maxPages = 10_000 }: PageOptions): { pageSize: number; maxPages: number } {
  return {
    pageSize: checkInteger("pageSize", pageSize, { min: 1, max: 10_000 }),
    maxPages: checkInteger("maxPages", maxPages, { min: 1, max: 1_000_000 }),
  };
}

/** Returns undefined for status 416: the range begins after the end of the list. */
async function fetchRange(
  session: Session,
  url: string | URL,
  range: string,
  { rangeHeader = "Range", headers, params, signal }: PageOptions,
): Promise<HttpResponse | undefined> {
  try {
    return await session.get(url, {
      headers: { ...headers, [rangeHeader]: range },
      ...omitUndefined({ params, signal }),
    });
  } catch (error) {
    if (isHttpError(error) && error.status === 416) return undefined;
    throw error;
  }
}

function readPage(response: HttpResponse, text: string, offset: number, previousText: string | undefined): ArmorPage {
  const range = parseContentRange(response.headers.get("content-range"));
  if (range !== undefined && range.first !== offset) {
    throw new ArmorError(
      "ARMOR_PAGE_LOOP",
      `The request asked for entries from ${offset} on; the response starts at ${range.first}`,
    );
  }
  if (range === undefined && text === previousText) {
    throw new ArmorError("ARMOR_PAGE_LOOP", `The page from ${offset} on repeats the last one: the range was ignored`);
  }
  return { items: parseItems(text), offset, response, ...omitUndefined({ total: range?.total }) };
}

/** The body is a bare list, or an object with the list in `data` or `items`. */
function parseItems(text: string): readonly unknown[] {
  const body = parseJson(text);
  if (Array.isArray(body)) return body;
  const items = isRecord(body) ? [body["data"], body["items"]].find(Array.isArray) : undefined;
  if (items !== undefined) return items as unknown[];
  throw new ArmorError("ARMOR_PAGE_INVALID", "The response is not a list, and has no list in data or items");
}
