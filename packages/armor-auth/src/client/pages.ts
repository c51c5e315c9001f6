import { isHttpError, type HttpResponse, type Params, type Session } from "@org/http-core";
import { checkInteger, checkNames } from "../check-options.js";
import { readContentRange } from "./content-range.js";
import { ArmorError } from "../errors.js";

/** How a list is paged. */
export interface PageOptions {
  /** Entries per page, 1…10 000. Default 100. */
  readonly pageSize?: number;
  /** Pages at most; one more is an error. Default 10 000. */
  readonly maxPages?: number;
  /** Some endpoints read `X-Range`, which proxies leave alone. Default `Range`. */
  readonly rangeHeader?: "Range" | "X-Range";
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly params?: Params;
  readonly signal?: AbortSignal;
}

/** One page of a list. */
export interface ArmorPage {
  readonly items: readonly unknown[];
  /** The position of the first item, from 0. */
  readonly offset: number;
  /** How many there are in all, where the service says so. */
  readonly total?: number;
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
 * Goes through a list page by page. 206 means that there is more; 200, 416, an empty page and a reached total end it.
 * `Content-Range` is used where it is there, and never needed.
 *
 * @param session - carries token and account
 * @param url - of the list
 * @param options - page size, ceiling, header
 * @throws InputError `OPTION_INVALID`; ArmorError `ARMOR_PAGE_INVALID`, `ARMOR_PAGE_LOOP`, `ARMOR_PAGE_LIMIT`
 */
export async function* rangePages(
  session: Session,
  url: string | URL,
  options: PageOptions = {},
): AsyncGenerator<ArmorPage, void, undefined> {
  const { size, most } = checked(options);
  let offset = 0;
  let before: string | undefined;
  for (let count = 0; ; count++) {
    if (count >= most) throw new ArmorError("ARMOR_PAGE_LIMIT", `The list has more than ${most} pages; raise maxPages`);
    const response = await fetchRange(session, url, offset, size, options);
    const text = response === undefined ? "" : await response.text();
    if (response === undefined || text.trim() === "") return;
    const page = readPage(response, text, offset, before);
    if (page.items.length === 0) return;
    yield page;
    offset += page.items.length;
    if (page.total === undefined ? response.status !== 206 : offset >= page.total) return;
    before = text;
  }
}

/**
 * Checks the options of a paged list.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
function checked(options: PageOptions): { size: number; most: number } {
  checkNames(options, optionNames);
  return {
    size: checkInteger("pageSize", options.pageSize ?? 100, 1, 10_000),
    most: checkInteger("maxPages", options.maxPages ?? 10_000, 1, 1_000_000),
  };
}

/** The documented form of the header; a range that begins behind the end is answered with 416. */
async function fetchRange(
  session: Session,
  url: string | URL,
  offset: number,
  size: number,
  options: PageOptions,
): Promise<HttpResponse | undefined> {
  const { rangeHeader = "Range", headers, params, signal } = options;
  const range = `entities=${offset}-${offset + size}; max=${size}`;
  try {
    return await session.get(url, {
      headers: { ...headers, [rangeHeader]: range },
      ...(params === undefined ? {} : { params }),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (isHttpError(error) && error.status === 416) return undefined;
    throw error;
  }
}

function readPage(response: HttpResponse, text: string, offset: number, before: string | undefined): ArmorPage {
  const range = readContentRange(response.headers.get("content-range"));
  if (range !== undefined && range.first !== offset) {
    throw new ArmorError(
      "ARMOR_PAGE_LOOP",
      `Entries from ${offset} on were asked for; the answer starts at ${range.first}`,
    );
  }
  if (range === undefined && text === before) {
    throw new ArmorError("ARMOR_PAGE_LOOP", `The page from ${offset} on is the one before it; the range was ignored`);
  }
  const total = range?.total;
  return { items: itemsOf(text), offset, ...(total === undefined ? {} : { total }), response };
}

/** A list is answered bare, or under `data` or `items`. */
function itemsOf(text: string): readonly unknown[] {
  const body = parsed(text);
  if (Array.isArray(body)) return body;
  if (typeof body === "object" && body !== null) {
    const found = [Reflect.get(body, "data"), Reflect.get(body, "items")].find(Array.isArray);
    if (found !== undefined) return found as unknown[];
  }
  throw new ArmorError("ARMOR_PAGE_INVALID", "The answer is no list, and has none under data or items");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
