import type {
  HeadersInit,
  InferOutput,
  Params,
  ResponsePromise,
  RetryOptions,
  Session,
  SessionOptions,
  StandardSchema,
  Timeouts,
} from "@org/http-core";
import type { ArmorAuthOptions } from "../types.js";
import type { ArmorPages, PageOptions } from "./pages.js";

/** The options of `createSession` that a client accepts and passes on. */
export type PassedSessionOptions = Pick<
  SessionOptions,
  | "transport"
  | "clock"
  | "random"
  | "logger"
  | "permits"
  | "tokenStore"
  | "timeout"
  | "retry"
  | "headers"
  | "middleware"
  | "maxResponseBytes"
  | "maxJsonValues"
>;

/** Options of `createArmorApi`. */
export interface ArmorApiOptions extends ArmorAuthOptions, PassedSessionOptions {
  /** The account that requests are about. Default: the user's first account that is not cancelled or inactive. */
  readonly accountId?: number | string;
  /** How many logins 401 responses may cause in any ten minutes, 1 to 100. Default 4. */
  readonly retries401?: number;
  /** Aborts the login of `createArmorApi`. Later requests ignore it. */
  readonly signal?: AbortSignal;
}

/** One of the user's accounts, as `/me` lists it. Fields that the service leaves out are absent. */
export interface ArmorAccount {
  /** A positive whole number. */
  readonly id: number;
  /** The display name. */
  readonly name?: string;
  /** Such as `Claimed`, `Pending`, `Inactive` or `Cancelled`. */
  readonly status?: string;
  /** Such as `USD`. */
  readonly currency?: string;
  /** The id of the parent account; -1 for none. */
  readonly parent?: number;
  /** The service's own classification. */
  readonly accountType?: string;
}

/** Options of `makeRequest`. */
export interface ArmorRequestOptions {
  /** GET, POST, PUT, PATCH, DELETE or HEAD, in any case. Default GET. */
  readonly method?: string;
  /** The body, sent as JSON: the value itself, and not JSON text. Not with GET or HEAD. Default: `{}` with POST and PUT, and no body with other methods. */
  readonly data?: unknown;
  /** Another name of `data`, as the session's own methods have it. Not together with `data`. */
  readonly json?: unknown;
  /** Headers of this request; `null` removes a header of the session. */
  readonly headers?: HeadersInit;
  /** Query parameters, added to those of the URL. */
  readonly params?: Params;
  /** Time limits of this request; a number of milliseconds is the limit of the whole call. Default: those of the client. */
  readonly timeout?: Timeouts | number;
  /** Retries of this request; a number is the number of attempts. Default: those of the client. */
  readonly retry?: RetryOptions | number | false;
  /** Whether the promise resolves before the body has been read. The body can then be read once. Default false. */
  readonly stream?: boolean;
  /** Aborts the request. */
  readonly signal?: AbortSignal;
}

/** A client of the Armor API: logged in, and working for one account. */
export interface ArmorApi extends AsyncDisposable {
  /** The session that sends the requests. It adds the token and the account; headers set on it stay. */
  readonly session: Session;
  /** The account that requests are about. */
  readonly accountId: number;
  /** The user's accounts, as they were at the login. */
  readonly accounts: readonly ArmorAccount[];
  /**
   * Sends a request.
   *
   * @param url - a path under the base URL, or an absolute URL on an allowed host
   * @param options - method, data, headers, parameters and limits of this request
   * @returns the response; the promise has `json()`, `text()` and `bytes()` as well
   * @throws InputError for an invalid method, URL or header, before anything is sent; HttpError for a status of 400 or
   * more; ArmorLoginError, RetryWindowExhaustedError, TransportError
   */
  makeRequest(url: string | URL, options?: ArmorRequestOptions): ResponsePromise;
  /**
   * Replaces the token before it expires. The next request uses the new token. If the reissue fails, the old one stays.
   *
   * @throws ArmorError `ARMOR_REISSUE_UNSUPPORTED` with `auth: 2`, which can't reissue a token; ArmorLoginError, TransportError
   */
  reissueToken(): Promise<void>;
  /**
   * Reissues the token at intervals until `close` or the returned function is called. A failed reissue is logged as a
   * warning, and tried again after the next interval. A second call replaces the first.
   *
   * @param options - `everyMs`: the interval in milliseconds, 1 to 2 147 483 647. Default 600 000
   * @returns a function that stops it
   * @throws ArmorError `ARMOR_REISSUE_UNSUPPORTED`; InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
   */
  startAutoReissue(options?: {
    /** The interval in milliseconds, 1 to 2 147 483 647. Default 600 000. */
    readonly everyMs?: number;
  }): () => void;
  /**
   * Returns a client for another account, with the same login.
   *
   * @param accountId - one of `accounts`
   * @throws InputError `OPTION_INVALID`; ArmorError `ARMOR_ACCOUNT_UNKNOWN`
   */
  withAccount(accountId: number | string): ArmorApi;
  /**
   * Fetches a list page by page, with a `Range: entities=…` header. `for await` reads the pages, and `items()` their entries.
   *
   * @param url - as in `makeRequest`
   * @param options - page size, limit and header; `schema` checks each entry, and gives its type
   * @throws while it is read: InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; ArmorError `ARMOR_PAGE_INVALID`,
   * `ARMOR_PAGE_LOOP`, `ARMOR_PAGE_LIMIT`; BodyError `BODY_SCHEMA`; and what `makeRequest` throws
   */
  pages<S extends StandardSchema>(
    url: string | URL,
    options: PageOptions & { readonly schema: S },
  ): ArmorPages<InferOutput<S>>;
  /** Fetches a list page by page, in the same way, without checking the entries. */
  pages(url: string | URL, options?: PageOptions): ArmorPages;
  /** Stops the automatic reissue and closes the session. The client that logged in also closes the connections. */
  close(): Promise<void>;
}
