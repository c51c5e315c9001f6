import {
  checkSchema,
  isHttpError,
  paginate,
  type HttpResponse,
  type Session,
  type StandardSchema,
} from "@org/http-core";
import { checkInteger, isRecord, omitUndefined, parseJson, readOptions } from "@org/http-core/authoring";
import { ArmorError } from "../errors.js";
import { parseContentRange } from "./content-range.js";
import type { ArmorPage, PageOptions } from "./pages.js";

const optionNames = [
  "pageSize",
  "maxPages",
  "rangeHeader",
  "schema",
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
 * @param options - page size, limit, header and schema
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; ArmorError `ARMOR_PAGE_INVALID`, `ARMOR_PAGE_LOOP`,
 * `ARMOR_PAGE_LIMIT`; BodyError `BODY_SCHEMA`; HttpError, TransportError
 */
export async function* fetchPages(
  session: Session,
  url: string | URL,
  options: PageOptions,
): AsyncGenerator<ArmorPage, void, undefined> {
  const own = readOptions(options, optionNames, "pages");
  const { pageSize, maxPages } = checkLimits(own);
  let [offset, count, previousText]: [number, number, string | undefined] = [0, 0, undefined];
  const rangeHeaders = (): Record<string, string> => ({
    [own.rangeHeader ?? "Range"]: `entities=${offset}-${offset + pageSize}; max=${pageSize}`,
  });
  const { params, signal } = own;
  const call = {
    headers: { ...own.headers, ...rangeHeaders() },
    next: () => ({ headers: rangeHeaders() }),
    maxPages,
    ...omitUndefined({ params, signal }),
  };
  for await (const response of untilEnd(paginate(session, url, call))) {
    const text = (await response.text()).trim();
    if (text === "") return;
    const page = readPage(response, text, offset, previousText);
    if (page.items.length === 0) return;
    yield own.schema === undefined ? page : { ...page, items: await checkItems(page, own.schema) };
    offset += page.items.length;
    const isLast = page.total === undefined ? response.status !== 206 : offset >= page.total;
    if (isLast) return;
    if (++count >= maxPages) {
      throw new ArmorError("ARMOR_PAGE_LIMIT", `The list has more than ${maxPages} pages; raise maxPages`);
    }
    previousText = text;
  }
}

function checkLimits(options: PageOptions): Required<Pick<PageOptions, "pageSize" | "maxPages">> {
  return {
    pageSize: checkInteger("pageSize", options.pageSize ?? 100, { min: 1, max: 10_000 }),
    maxPages: checkInteger("maxPages", options.maxPages ?? 10_000, { min: 1, max: 1_000_000 }),
  };
}

/** Ends with status 416: the range begins after the end of the list. */
async function* untilEnd(responses: AsyncIterable<HttpResponse>): AsyncGenerator<HttpResponse, void, undefined> {
  try {
    yield* responses;
  } catch (error) {
    if (!isHttpError(error) || error.status !== 416) throw error;
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
    throw new ArmorError(
      "ARMOR_PAGE_LOOP",
      `The page from ${offset} on is the same as the previous one: the service ignored the range`,
    );
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

function checkItems({ items, offset }: ArmorPage, schema: StandardSchema): Promise<unknown[]> {
  return Promise.all(items.map((item, index) => checkSchema(schema, item, ["items", offset + index])));
}
