export type { Account, AccountInput } from "./account.js";
export { linuxLinkAuth } from "./auth.js";
export type { BodyDigest, BodyDigests } from "./body-digest.js";
export type { CanonicalCall, LinuxLinkCall } from "./canonical-call.js";
export { createLinuxLink } from "./client.js";
export { isDryRun, type DryRun, type DryRunBody } from "./dry-run.js";
export { editions, resolveEdition, type Edition, type EditionClues, type EditionFacts } from "./edition.js";
export { isLinuxLinkError, LinuxLinkError, type LinuxLinkErrorCode, type LinuxLinkErrorFacts } from "./errors.js";
export { fileValue, FileValue } from "./file-value.js";
export { readKeyFile, type KeyFile, type KeyFileOptions } from "./key-file.js";
export { leveledLogger, warningLogger, type LogLevel } from "./logger.js";
export type { MessagePiece } from "./message.js";
export type { CanonicalParam, LinuxLinkParams, ParamValue } from "./params.js";
export type { ParamScalar } from "./python-text.js";
export { signRequest, type SignedRequest, type SignRequestInput } from "./sign-request.js";
export type { SignedCall } from "./signed-call.js";
export type {
  AccountOptions,
  LinuxLink,
  LinuxLinkCallOptions,
  LinuxLinkConfig,
  LinuxLinkMethod,
  LinuxLinkOptions,
  LinuxLinkRequestOptions,
} from "./types.js";
