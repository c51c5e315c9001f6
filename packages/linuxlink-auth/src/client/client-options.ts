import { checkChoice, checkOptionNames } from "@org/http-core/authoring";
import { accountOptionNames } from "../account/account-options.js";
import type { LinuxLinkOptions, LinuxLinkRequestOptions } from "./types.js";

const ownOptionNames = [
  "verifyCert",
  "dryRun",
  "logLevel",
  "transport",
  "timeout",
  "retry",
  "clock",
] as const satisfies readonly (keyof LinuxLinkOptions)[];

const requestOptionNames: readonly string[] = [
  "as",
  "signal",
  "timeout",
  "retry",
  "maxResponseBytes",
  "maxJsonValues",
  "onResponse",
  "onUploadProgress",
  "onDownloadProgress",
] satisfies readonly (keyof LinuxLinkRequestOptions)[];

/**
 * Checks the names of a client's options.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function checkClientOptions(options: LinuxLinkOptions): void {
  checkOptionNames(options, [...accountOptionNames, ...ownOptionNames], "LinuxLink");
}

/**
 * Checks the options of one call that the session does not check.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function checkRequestOptions(options: LinuxLinkRequestOptions): void {
  checkOptionNames(options, requestOptionNames, "request");
  if (options.as !== undefined) checkChoice("as", options.as, ["json", "bytes", "stream"]);
}

/** True if the options name an account. */
export function hasAccount({ keyFilePath, email, key }: LinuxLinkOptions): boolean {
  return keyFilePath !== undefined || email !== undefined || key !== undefined;
}

/**
 * Changes options. A new key file replaces account and server; a new account replaces a key file.
 *
 * @param current - stays unchanged
 * @param change - without undefined members
 */
export function mergeOptions(current: LinuxLinkOptions, change: LinuxLinkOptions): LinuxLinkOptions {
  if (change.keyFilePath !== undefined) {
    return { ...current, email: undefined, key: undefined, url: undefined, ...change };
  }
  return hasAccount(change) ? { ...current, keyFilePath: undefined, ...change } : { ...current, ...change };
}
