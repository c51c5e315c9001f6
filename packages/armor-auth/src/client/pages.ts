import type { HttpResponse, Params, StandardSchema } from "@org/http-core";

/** Options of a paged list. */
export interface PageOptions {
  /** Entries per page, 1 to 10 000. Default 100. */
  readonly pageSize?: number;
  /** A list with more pages is an error. 1 to 1 000 000. Default 10 000. */
  readonly maxPages?: number;
  /** The header that carries the range. Some endpoints want `X-Range`, which proxies leave alone. Default `Range`. */
  readonly rangeHeader?: "Range" | "X-Range";
  /** Checks each entry, and gives its type: any Standard Schema, such as one of Zod. Default: entries are `unknown`. */
  readonly schema?: StandardSchema;
  /** Headers of each request; `null` removes a header of the session. */
  readonly headers?: Readonly<Record<string, string | null>>;
  /** Query parameters of each request. */
  readonly params?: Params;
  /** Aborts the requests. */
  readonly signal?: AbortSignal;
}

/**
 * One page of a list.
 *
 * @typeParam T - an entry
 */
export interface ArmorPage<T = unknown> {
  /** The entries: parsed JSON, or what the schema makes of it. */
  readonly items: readonly T[];
  /** The position of the first item, from 0. */
  readonly offset: number;
  /** How many entries the list has, if the service says so. */
  readonly total?: number;
  /** The response, whose body has been read. */
  readonly response: HttpResponse;
}

/**
 * A list, page by page. Each `for await` reads it from the start.
 *
 * @typeParam T - an entry
 */
export interface ArmorPages<T = unknown> extends AsyncIterable<ArmorPage<T>> {
  /** Returns the entries of all pages, one by one. */
  items(): AsyncIterable<T>;
}
