/**
 * Timesys LinuxLink: key files, signed requests, dry runs, and a client.
 *
 * @packageDocumentation
 */
export type { AccountInput } from "./account/account.js";
export type { AccountOptions } from "./account/account-options.js";
export { editions, resolveEdition, type Edition, type EditionHints, type EditionInfo } from "./account/edition.js";
export { defaultKeyFilePath, readKeyFile, type KeyFile, type KeyFileOptions } from "./account/key-file.js";
export { linuxLinkAuth } from "./auth.js";
export type { LinuxLinkCall } from "./canonical/call.js";
export type { LinuxLinkParams, ParamValue } from "./canonical/params.js";
export { createLinuxLink } from "./client/client.js";
export { isDryRun, readSignedMessage, type DryRun, type DryRunBody } from "./client/dry-run.js";
export type {
  LinuxLink,
  LinuxLinkConfig,
  LinuxLinkMethod,
  LinuxLinkOptions,
  LinuxLinkRequestOptions,
  LinuxLinkResponse,
} from "./client/types.js";
export { isLinuxLinkError, LinuxLinkError, type LinuxLinkErrorCode, type LinuxLinkErrorFacts } from "./errors.js";
export { fileValue, FileValue } from "./files/file-value.js";
export { leveledLogger, warningLogger, type LogLevel } from "./logger.js";
export type { ParamScalar } from "./python-format/text.js";
export type { LinuxLinkCallOptions } from "./signing/call-options.js";
export { signRequest, type SignedRequest, type SignRequestInput } from "./signing/sign-request.js";
