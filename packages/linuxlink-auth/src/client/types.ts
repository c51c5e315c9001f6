import type { Clock, Logger, Progress, RetryOptions, Secret, Timeouts, Transport } from "@org/http-core";
import type { DryRun } from "./dry-run.js";
import type { Edition } from "../account/edition.js";
import type { LogLevel } from "../logger.js";
import type { LinuxLinkParams } from "../canonical/params.js";
import type { SignedCall } from "../signing/sign-call.js";

/** Where account and server come from: a key file, or `email` and `key`. */
export interface AccountOptions {
  /** Default: `~/timesys/linuxlink_key`. */
  readonly keyFilePath?: string | undefined;
  /** With `key`, instead of a key file. */
  readonly email?: string | undefined;
  readonly key?: string | Secret | undefined;
  /** Beats the key file's server. Default: the key file's, else the edition's. */
  readonly url?: string | undefined;
  /** Default: found out, see {@link resolveEdition}. */
  readonly edition?: Edition | undefined;
  /** Gets warnings. Default: `process.emitWarning`. */
  readonly logger?: Logger | undefined;
  /** Where `HOME` and `VIGILES_EDITION` are looked up. Default `process.env`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What a client is configured with. */
export interface LinuxLinkOptions extends AccountOptions {
  /** `false` switches certificate checks off; a path names a PEM file of more authorities. Default true. */
  readonly verifyCert?: boolean | string | undefined;
  /** Answers what would be sent, instead of sending it. Default false. */
  readonly dryRun?: boolean | undefined;
  /** The least that is logged. Default `warn`. */
  readonly logLevel?: LogLevel | undefined;
  /** Default: one of the client's own. One that is handed in is shared, and not closed by the client. */
  readonly transport?: Transport | undefined;
  readonly timeout?: Timeouts | undefined;
  /** How calls are repeated that may be. `false` switches repeats off. */
  readonly retry?: RetryOptions | false | undefined;
  readonly clock?: Clock | undefined;
}

/** What one call may say. */
export interface LinuxLinkRequestOptions {
  /** `bytes` answers the body as it came, for files; `stream` answers it while it comes. Default `json`. */
  readonly as?: "json" | "bytes" | "stream" | undefined;
  /** Ends the call early. */
  readonly signal?: AbortSignal | undefined;
  readonly timeout?: Timeouts | undefined;
  /** `{ idempotent: true }` lets a POST be repeated; it never is by itself. */
  readonly retry?: RetryOptions | false | undefined;
  /** Ceiling on the answer, in bytes. Default 64 MiB. */
  readonly maxResponseBytes?: number | undefined;
  readonly onUploadProgress?: ((progress: Progress) => void) | undefined;
  readonly onDownloadProgress?: ((progress: Progress) => void) | undefined;
}

/** How a client is configured at present, without the key. */
export interface LinuxLinkConfig {
  /** Absent until an account is read. */
  readonly email?: string;
  readonly keyFilePath?: string;
  readonly url: string;
  readonly edition: Edition;
  readonly verifyCert: boolean | string;
  readonly dryRun: boolean;
  readonly logLevel: LogLevel;
}

/** What a session's call may pass as `authOptions`: the parameters as values, and the path as it is to be signed. */
export interface LinuxLinkCallOptions {
  readonly resource: string;
  readonly params?: LinuxLinkParams | undefined;
  /** Told what was signed, for each attempt. Bodies are then hashed by SHA-256 as well, which costs as much again. */
  readonly onSigned?: ((signed: SignedCall) => void) | undefined;
}

/** A signed call by one HTTP method. */
export interface LinuxLinkMethod {
  /**
   * Answers the body as it came.
   *
   * @param resource - the path as it is signed, for example `/api/v1/vigiles/about`
   * @param params - `null` and `undefined` are left out
   * @throws HttpError, RedirectError, TransportError, CallEndedError, LinuxLinkError
   */
  (
    resource: string,
    params: LinuxLinkParams | undefined,
    options: LinuxLinkRequestOptions & { readonly as: "bytes" },
  ): Promise<Uint8Array | DryRun>;
  /**
   * Answers the body while it comes, to be read once. A body that is cut short ends with an error.
   *
   * @param resource - the path as it is signed, for example `/api/v1/vigiles/about`
   * @param params - `null` and `undefined` are left out
   * @throws HttpError, RedirectError, TransportError, CallEndedError, LinuxLinkError
   */
  (
    resource: string,
    params: LinuxLinkParams | undefined,
    options: LinuxLinkRequestOptions & { readonly as: "stream" },
  ): Promise<AsyncIterable<Uint8Array> | DryRun>;
  /**
   * Answers parsed JSON, or undefined where the answer is empty.
   *
   * @param resource - the path as it is signed, for example `/api/v1/vigiles/about`
   * @param params - `null` and `undefined` are left out
   * @throws HttpError, RedirectError, TransportError, CallEndedError, BodyError, LinuxLinkError
   */
  (resource: string, params?: LinuxLinkParams, options?: LinuxLinkRequestOptions): Promise<unknown>;
}

/** The LinuxLink service by signed requests. With `dryRun`, every call answers a {@link DryRun}. */
export interface LinuxLink extends AsyncDisposable {
  readonly get: LinuxLinkMethod;
  readonly post: LinuxLinkMethod;
  readonly put: LinuxLinkMethod;
  readonly patch: LinuxLinkMethod;
  readonly delete: LinuxLinkMethod;
  /** How the client is configured at present, without the key. */
  readonly currentConfig: LinuxLinkConfig;
  /**
   * Changes what is given, for later calls; a key file is read at once, and takes the place of account and server.
   *
   * @throws LinuxLinkError and changes nothing
   */
  configure(options: LinuxLinkOptions): void;
  /** Asks the service whether account and key are good. */
  heartbeat(options?: LinuxLinkRequestOptions): Promise<unknown>;
  /** Ends calls under way and closes what the client made itself. A later call connects afresh. */
  close(): Promise<void>;
}
