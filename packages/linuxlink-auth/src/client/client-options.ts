import { checkChoice, omitUndefined, readOptions, type OmitUndefined } from "@org/http-core/authoring";
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

const requestOptionNames = [
  "as",
  "signal",
  "timeout",
  "retry",
  "maxResponseBytes",
  "maxJsonValues",
  "onResponse",
  "onUploadProgress",
  "onDownloadProgress",
] as const satisfies readonly (keyof LinuxLinkRequestOptions)[];

/**
 * Reads the own options of a client, and checks their names.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readClientOptions(options: LinuxLinkOptions): LinuxLinkOptions {
  return readOptions(options, [...accountOptionNames, ...ownOptionNames], "LinuxLink");
}

/**
 * Reads the own options of one call, and checks those that the session does not check.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`
 */
export function readRequestOptions(options: LinuxLinkRequestOptions): OmitUndefined<LinuxLinkRequestOptions> {
  const own = readOptions(options, requestOptionNames, "request");
  if (own.as !== undefined) checkChoice("as", own.as, ["json", "bytes", "stream"]);
  return own;
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
 * @returns own members only
 */
export function mergeOptions(current: LinuxLinkOptions, change: LinuxLinkOptions): LinuxLinkOptions {
  const accountOfFile = { email: undefined, key: undefined, url: undefined };
  const replaced =
    change.keyFilePath !== undefined ? accountOfFile : hasAccount(change) ? { keyFilePath: undefined } : {};
  return omitUndefined({ ...current, ...replaced, ...change });
}
