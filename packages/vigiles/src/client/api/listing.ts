import type { CallControl } from "./api.js";

/** A list of the service: iterate it, or take it whole. Each use asks the service anew. */
export interface Listing<T> extends AsyncIterable<T> {
  all(): Promise<T[]>;
}

/**
 * A list whose pages are fetched when they are asked for. The service has no paging: there is one page.
 *
 * @param fetchAll - asks the service
 */
export function listing<T>(fetchAll: () => Promise<T[]>): Listing<T> {
  return {
    all: fetchAll,
    async *[Symbol.asyncIterator]() {
      const items: unknown = await fetchAll();
      if (Array.isArray(items)) yield* items as T[];
    },
  };
}

/** Options of a list that has no other. */
export type ListOptions = CallControl;
