import type { Clock, Progress, RetryOptions, Timeouts, Transport } from "@org/http-core";
import type { AccountOptions } from "../account/account-options.js";
import type { Edition } from "../account/edition.js";
import type { LinuxLinkParams } from "../canonical/params.js";
import type { LogLevel } from "../logger.js";
import type { DryRun } from "./dry-run.js";

/** Configuration of a client. */
export interface LinuxLinkOptions extends AccountOptions {
  /** `false` disables certificate checks; a path names a PEM file of further certificate authorities. Default: true. */
  readonly verifyCert?: boolean | string | undefined;
  /** If true, calls return the request that they would send. Default: false. */
  readonly dryRun?: boolean | undefined;
  /** The lowest level that is logged. Default: `warn`. */
  readonly logLevel?: LogLevel | undefined;
  /** Sends the requests. The client doesn't close it. Default: a transport of the client's own over got. */
  readonly transport?: Transport | undefined;
  /** Time limits of each call, in milliseconds. Default: those of a session. */
  readonly timeout?: Timeouts | undefined;
  /** How calls are retried after a transient error; `false` disables it. Default: that of a session. */
  readonly retry?: RetryOptions | false | undefined;
  /** Source of time. Default: the system's clock. */
  readonly clock?: Clock | undefined;
}

/** What is known of a response before its body is read. */
export interface LinuxLinkResponse {
  /** The headers as the server sent them. */
  readonly headers: Headers;
  /**
   * Makes one line of a text of the response, for an error or a log: key, signature and all other secrets of the call are
   * masked, control characters are left out, and then the text is truncated to 300 characters.
   *
   * @returns empty if nothing is left
   */
  readonly quote: (text: string) => string;
}

/** Options of one call. */
export interface LinuxLinkRequestOptions {
  /** How the response's body is returned: parsed JSON, all bytes, or a stream of bytes. Default: `json`. */
  readonly as?: "json" | "bytes" | "stream" | undefined;
  /** Aborts the call. */
  readonly signal?: AbortSignal | undefined;
  /** Time limits of this call, in milliseconds. Default: the client's. */
  readonly timeout?: Timeouts | undefined;
  /** Default: the client's. Only `{ idempotent: true }` allows retries of a call other than GET. */
  readonly retry?: RetryOptions | false | undefined;
  /** Limit of the response's body, in bytes. Default: 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
  /** Limit of the values in a JSON response. Default: 2,000,000. */
  readonly maxJsonValues?: number | undefined;
  /** Called with the response, before its body is read. Not in a dry run. */
  readonly onResponse?: ((response: LinuxLinkResponse) => void) | undefined;
  /** Receives the progress of sending the form. */
  readonly onUploadProgress?: ((progress: Progress) => void) | undefined;
  /** Receives the progress of reading the response. */
  readonly onDownloadProgress?: ((progress: Progress) => void) | undefined;
}

/** The current configuration of a client, without the key. */
export interface LinuxLinkConfig {
  /** Absent until an account has been read. */
  readonly email?: string;
  /** Absent if no key file has been read. */
  readonly keyFilePath?: string;
  /** URL of the server, without a slash at the end. */
  readonly url: string;
  /** The given edition, or the one that was found out. */
  readonly edition: Edition;
  /** See {@link LinuxLinkOptions.verifyCert}. */
  readonly verifyCert: boolean | string;
  /** See {@link LinuxLinkOptions.dryRun}. */
  readonly dryRun: boolean;
  /** See {@link LinuxLinkOptions.logLevel}. */
  readonly logLevel: LogLevel;
}

/** Makes a signed call with one HTTP method. */
export interface LinuxLinkMethod {
  /**
   * Returns all bytes of the response.
   *
   * @param resource - the path that is signed, for example `/api/v1/vigiles/about`
   * @param params - `null` and `undefined` are left out
   * @param options - of this call
   * @throws HttpError, RedirectError, TransportError, CallEndedError, InputError, LinuxLinkError
   */
  (
    resource: string,
    params: LinuxLinkParams | undefined,
    options: LinuxLinkRequestOptions & { readonly as: "bytes" },
  ): Promise<Uint8Array | DryRun>;
  /**
   * Returns the bytes of the response while they arrive. The stream can be read once, and throws if it is truncated.
   *
   * @param resource - the path that is signed, for example `/api/v1/vigiles/about`
   * @param params - `null` and `undefined` are left out
   * @param options - of this call
   * @throws HttpError, RedirectError, TransportError, CallEndedError, InputError, LinuxLinkError
   */
  (
    resource: string,
    params: LinuxLinkParams | undefined,
    options: LinuxLinkRequestOptions & { readonly as: "stream" },
  ): Promise<AsyncIterable<Uint8Array> | DryRun>;
  /**
   * Returns parsed JSON, or undefined if the response is empty.
   *
   * @param resource - the path that is signed, for example `/api/v1/vigiles/about`
   * @param params - `null` and `undefined` are left out
   * @param options - of this call
   * @throws HttpError, RedirectError, TransportError, CallEndedError, BodyError, InputError, LinuxLinkError
   */
  (resource: string, params?: LinuxLinkParams, options?: LinuxLinkRequestOptions): Promise<unknown>;
}

/** A client of the LinuxLink service that signs its requests. With `dryRun`, every call returns a {@link DryRun}. */
export interface LinuxLink extends AsyncDisposable {
  /** Sends the parameters in the query. Retried after a transient error. */
  readonly get: LinuxLinkMethod;
  /** Sends the parameters as a form; a parameter can be a file. */
  readonly post: LinuxLinkMethod;
  /** Sends the parameters in the query, and no body. */
  readonly put: LinuxLinkMethod;
  /** Sends the parameters in the query, and no body. */
  readonly patch: LinuxLinkMethod;
  /** Sends the parameters in the query, and no body. */
  readonly delete: LinuxLinkMethod;
  /** The current configuration, without the key. */
  readonly currentConfig: LinuxLinkConfig;
  /**
   * Changes the given options for later calls. A key file is read at once, and replaces account and server. If it
   * throws, nothing is changed.
   *
   * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
   * @throws LinuxLinkError `CREDENTIALS_INVALID`, `SERVER_URL_INVALID`, `EDITION_INVALID`, and the codes of
   * {@link readKeyFile}
   */
  configure(options: LinuxLinkOptions): void;
  /**
   * Asks the service to check account and key.
   *
   * @returns the service's JSON
   * @throws the errors of a call
   */
  heartbeat(options?: LinuxLinkRequestOptions): Promise<unknown>;
  /** Aborts pending calls and closes the client's own transport. A later call connects again. */
  close(): Promise<void>;
}
