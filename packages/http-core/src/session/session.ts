import type { CookieJar } from "tough-cookie";
import type { RequestOptions, SessionOptions } from "../options/options.js";
import type { PreparedRequest } from "./prepared-request.js";
import type { ResponsePromise } from "./response-promise.js";

/** Options of a call whose method is the name of the function. */
export type CallOptionsWithoutMethod = Omit<RequestOptions, "method">;

/** A session: headers and cookies for all its calls, and one way to authenticate them. */
export interface Session extends AsyncDisposable {
  /**
   * The headers of every call. Those with credentials are sent only to the session's own host. Changes apply to all
   * later calls.
   */
  readonly headers: Headers;
  /**
   * The session's cookies. In a bundle that contains tough-cookie, use {@link Session.cookieJar}.
   *
   * @throws InputError `OPTION_INVALID` where tough-cookie can't be loaded at once
   */
  readonly cookies: CookieJar;
  /** Loads the session's cookies: the same jar as `cookies`, also in a bundle. */
  cookieJar(): Promise<CookieJar>;
  /**
   * Sends a request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws HttpError, RedirectError, TransportError, AuthenticationError, RetryWindowExhaustedError, InputError,
   * BodyError, CallEndedError
   */
  request(url: string | URL, options?: RequestOptions): ResponsePromise;
  /**
   * Sends a `GET` request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws the same errors as {@link Session.request}
   */
  get(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise;
  /**
   * Sends a `HEAD` request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws the same errors as {@link Session.request}
   */
  head(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise;
  /**
   * Sends an `OPTIONS` request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws the same errors as {@link Session.request}
   */
  options(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise;
  /**
   * Sends a `POST` request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws the same errors as {@link Session.request}
   */
  post(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise;
  /**
   * Sends a `PUT` request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws the same errors as {@link Session.request}
   */
  put(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise;
  /**
   * Sends a `PATCH` request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws the same errors as {@link Session.request}
   */
  patch(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise;
  /**
   * Sends a `DELETE` request.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws the same errors as {@link Session.request}
   */
  delete(url: string | URL, options?: CallOptionsWithoutMethod): ResponsePromise;
  /**
   * Makes a session with more options. Headers, parameters and hosts are merged; transport and cookies are shared.
   *
   * @param options - override those of this session
   * @throws InputError
   */
  extend(options: SessionOptions): Session;
  /**
   * Shows what a call would send, and where each header comes from. Sends nothing and never logs in.
   *
   * @param url - a path under `baseUrl`, or an absolute URL
   * @param options - for this call only
   * @throws InputError
   */
  prepare(url: string | URL, options?: RequestOptions): Promise<PreparedRequest>;
  /**
   * Logs in, unless there is a valid credential.
   *
   * @param options - what the scheme needs, and a signal that ends the wait
   * @throws AuthenticationError, RetryWindowExhaustedError, InputError `OPTION_INVALID` for a session without a login
   */
  authenticate(options?: Pick<RequestOptions, "authOptions" | "signal">): Promise<void>;
  /**
   * Replaces the credential although it is valid. Callers that ask at the same time share one login.
   *
   * @param options - what the scheme needs, and a signal that ends the wait
   * @throws AuthenticationError, RetryWindowExhaustedError, InputError `OPTION_INVALID` for a session without a login
   */
  renewCredential(options?: Pick<RequestOptions, "authOptions" | "signal">): Promise<void>;
  /**
   * Forgets the credential, the latch of a rejected secret, the back-off, and what the scheme has learnt from responses. The
   * re-authentication window stays. Wait for the promise: it rejects if there is nothing to forget.
   *
   * @param options - what the scheme needs to name the identity
   * @throws InputError `OPTION_INVALID` for a session whose scheme neither logs in nor learns
   */
  resetCredentials(options?: Pick<RequestOptions, "authOptions">): Promise<void>;
  /**
   * Logs out: forgets the credential, here and in the token store, and tells the service with the scheme's `release`.
   * Running calls do not log in again: they end with the server's response, or with `LOGGED_OUT`. Later calls log in again.
   *
   * @param options - what the scheme needs to name the identity, and a signal that ends the wait
   * @throws what `release` throws; the credential is forgotten anyway. InputError `OPTION_INVALID` for a session whose
   * scheme neither logs in nor learns from responses
   */
  logout(options?: Pick<RequestOptions, "authOptions" | "signal">): Promise<void>;
  /**
   * Ends all calls, and closes the transport if the session made it: at once, or after a login that other sessions wait for.
   * Nothing is logged out. The credential is forgotten with the last session
   * that uses its identity.
   */
  close(): Promise<void>;
}
