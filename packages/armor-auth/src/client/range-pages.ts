import type { Session } from "@org/http-core";
import { fetchPages } from "./fetch-pages.js";
import type { ArmorPage, ArmorPages, PageOptions } from "./pages.js";

/**
 * A list that is read by ranges.
 *
 * @typeParam T - an entry, as the schema of the options gives it
 */
export class RangePages<T> implements ArmorPages<T> {
  readonly #session: Session;
  readonly #url: string | URL;
  readonly #options: PageOptions;

  /**
   * @param session - adds the token and the account
   * @param url - of the list
   * @param options - page size, limit and header
   */
  constructor(session: Session, url: string | URL, options: PageOptions = {}) {
    this.#session = session;
    this.#url = url;
    this.#options = options;
  }

  [Symbol.asyncIterator](): AsyncGenerator<ArmorPage<T>, void, undefined> {
    return fetchPages(this.#session, this.#url, this.#options) as AsyncGenerator<ArmorPage<T>, void, undefined>;
  }

  async *items(): AsyncGenerator<T, void, undefined> {
    for await (const { items } of this) yield* items;
  }
}
