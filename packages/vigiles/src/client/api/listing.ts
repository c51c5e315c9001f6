/** A list of the service. Iterate over it, or read it whole. Each use sends a new request. */
export interface Listing<T> extends AsyncIterable<T> {
  /** Returns all items. */
  all(): Promise<T[]>;
}

/**
 * Makes a list that is requested when it is used. The service has no paging: one response holds all items.
 *
 * @param requestAll - requests the items; in a dry run it returns no array, and iterating yields nothing
 */
export function listing<T>(requestAll: () => Promise<T[]>): Listing<T> {
  return {
    all: requestAll,
    async *[Symbol.asyncIterator]() {
      const items: unknown = await requestAll();
      if (Array.isArray(items)) yield* items as T[];
    },
  };
}
