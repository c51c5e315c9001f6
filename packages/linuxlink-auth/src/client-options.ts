import type { Clock, Progress, RetryOptions, Timeouts, Transport } from "@org/http-core";
import type { AccountOptions } from "./account-source.js";
import type { Edition } from "./edition.js";
import type { LogLevel } from "./logger.js";

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

export const linuxLinkOptionNames: readonly string[] = [
  "keyFilePath",
  "email",
  "key",
  "url",
  "edition",
  "logger",
  "env",
  "verifyCert",
  "dryRun",
  "logLevel",
  "transport",
  "timeout",
  "retry",
  "clock",
] satisfies readonly (keyof LinuxLinkOptions)[];

/** What one call may say. */
export interface LinuxLinkRequestOptions {
  /** `bytes` answers the body as it came, for files. Default `json`. */
  readonly as?: "json" | "bytes" | undefined;
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

export const requestOptionNames: readonly string[] = [
  "as",
  "signal",
  "timeout",
  "retry",
  "maxResponseBytes",
  "onUploadProgress",
  "onDownloadProgress",
] satisfies readonly (keyof LinuxLinkRequestOptions)[];

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

const accountNames = ["keyFilePath", "email", "key"] as const;

/** True where options name an account. */
export function namesAccount(options: LinuxLinkOptions): boolean {
  return accountNames.some((name) => options[name] !== undefined);
}

/**
 * Options with others put over them. A key file takes the place of account and server; an account takes the place of a
 * key file.
 */
export function mergeOptions(present: LinuxLinkOptions, change: LinuxLinkOptions): LinuxLinkOptions {
  if (change.keyFilePath !== undefined) {
    return { ...present, email: undefined, key: undefined, url: undefined, ...change };
  }
  return namesAccount(change) ? { ...present, keyFilePath: undefined, ...change } : { ...present, ...change };
}
