import { LinuxLinkError } from "../errors.js";
import { refuseUnknown } from "../check-options.js";
import type { LinuxLinkOptions, LinuxLinkRequestOptions } from "./types.js";

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

const requestOptionNames: readonly string[] = [
  "as",
  "signal",
  "timeout",
  "retry",
  "maxResponseBytes",
  "onUploadProgress",
  "onDownloadProgress",
] satisfies readonly (keyof LinuxLinkRequestOptions)[];

const answerKinds: readonly unknown[] = ["json", "bytes", "stream"] satisfies LinuxLinkRequestOptions["as"][];

/**
 * Checks the options of one call.
 *
 * @throws LinuxLinkError `OPTION_INVALID`
 */
export function checkRequestOptions(options: LinuxLinkRequestOptions): void {
  refuseUnknown(options, requestOptionNames, "request");
  if (options.as === undefined || answerKinds.includes(options.as)) return;
  throw new LinuxLinkError("OPTION_INVALID", `as must be one of ${answerKinds.join(", ")}`, { field: "as" });
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
