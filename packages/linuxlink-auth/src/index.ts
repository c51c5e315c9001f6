export type { Account, AccountInput } from "./account/account.js";
export { linuxLinkAuth } from "./auth.js";
export type { BodyDigest, BodyDigests } from "./signing/body-digest.js";
export type { CanonicalCall, LinuxLinkCall } from "./canonical/call.js";
export { createLinuxLink } from "./client/client.js";
export { isDryRun, type DryRun, type DryRunBody } from "./client/dry-run.js";
export { editions, resolveEdition, type Edition, type EditionClues, type EditionFacts } from "./account/edition.js";
export { isLinuxLinkError, LinuxLinkError, type LinuxLinkErrorCode, type LinuxLinkErrorFacts } from "./errors.js";
export { fileValue, FileValue } from "./files/file-value.js";
export { readKeyFile, type KeyFile, type KeyFileOptions } from "./account/key-file.js";
export { leveledLogger, warningLogger, type LogLevel } from "./logger.js";
export type { MessagePiece } from "./canonical/message.js";
export type { CanonicalParam, LinuxLinkParams, ParamValue } from "./canonical/params.js";
export type { ParamScalar } from "./python/text.js";
export { signRequest, type SignedRequest, type SignRequestInput } from "./signing/sign-request.js";
export type { SignedCall } from "./signing/sign-call.js";
export type {
  AccountOptions,
  LinuxLink,
  LinuxLinkCallOptions,
  LinuxLinkConfig,
  LinuxLinkMethod,
  LinuxLinkOptions,
  LinuxLinkRequestOptions,
} from "./client/types.js";
