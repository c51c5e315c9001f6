import type { HeaderOverrides, HttpResponse, Params, Session, SessionOptions } from "@org/http-core";
import type { ArmorAuthOptions } from "../types.js";
import type { ArmorPage, PageOptions } from "./pages.js";

/** What of a session's options a client hands on. */
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
>;

/** Options of a client. */
export interface ArmorApiOptions extends ArmorAuthOptions, PassedSessionOptions {
  /** The account whose context requests carry. Default: the first usable one of the user's. */
  readonly accountId?: number | string;
  /** Logins in any ten minutes that 401 answers may cause, 1…100. Default 4. */
  readonly retries401?: number;
  /** Ends the login that `createArmorApi` makes. */
  readonly signal?: AbortSignal;
}

/** An account of the user's, as `/me` lists it. */
export interface ArmorAccount {
  readonly id: number;
  readonly name?: string;
  readonly status?: string;
  readonly currency?: string;
  readonly parent?: number;
  readonly accountType?: string;
}

/** Options of one request. */
export interface ArmorRequestOptions {
  /** GET, POST, PUT, PATCH, DELETE or HEAD, in any case. Default GET. */
  readonly method?: string;
  /** Sent as JSON. */
  readonly data?: unknown;
  /** For this request alone; `null` removes a header of the session's. */
  readonly headers?: HeaderOverrides;
  /** Added to the query. */
  readonly params?: Params;
  readonly signal?: AbortSignal;
}

/** The Armor API, logged in, in the context of one account. */
export interface ArmorApi extends AsyncDisposable {
  /** What requests are made with; its headers persist, and it carries token and account by itself. */
  readonly session: Session;
  /** The account whose context requests carry. */
  readonly accountId: number;
  /** The user's accounts, as of the login. */
  readonly accounts: readonly ArmorAccount[];
  /**
   * Sends a request.
   *
   * @param url - a path under the base URL, or an absolute URL on an allowed host
   * @param options - method, data, headers and parameters of this request
   * @throws InputError for a method, URL or header that is refused before anything is sent; HttpError for an answer of
   * 400 or more; ArmorLoginError, RetryWindowExhaustedError, TransportError
   */
  makeRequest(url: string | URL, options?: ArmorRequestOptions): Promise<HttpResponse>;
  /**
   * Replaces the token ahead of its time; the next request carries the new one. The old one stays if it fails.
   *
   * @throws ArmorError `ARMOR_REISSUE_UNSUPPORTED` with `auth: 2`, which has no reissue
   */
  reissueToken(): Promise<void>;
  /**
   * Reissues the token again and again until `close` or the function it returns is called. A failure is logged as a
   * warning, and the next round tries again. A second call replaces the first.
   *
   * @param options - `everyMs` defaults to 600 000
   * @returns stops it
   * @throws ArmorError `ARMOR_REISSUE_UNSUPPORTED`, InputError `OPTION_INVALID`
   */
  startAutoReissue(options?: { readonly everyMs?: number }): () => void;
  /**
   * The same login in the context of another account.
   *
   * @param accountId - one of `accounts`
   * @throws InputError `OPTION_INVALID`, ArmorError `ARMOR_ACCOUNT_UNKNOWN`
   */
  withAccount(accountId: number | string): ArmorApi;
  /**
   * Goes through a list that is paged by a `Range: entities=…` header.
   *
   * @param url - as in `makeRequest`
   * @param options - `pageSize` defaults to 100
   */
  pages(url: string | URL, options?: PageOptions): AsyncIterable<ArmorPage>;
  /** Stops the automatic reissue and ends the session. The client that logged in also closes the connections. */
  close(): Promise<void>;
}
