export type { Account, AccountInput } from "./account.js";
export type { LinuxLinkCall } from "./canonical-call.js";
export { editions, resolveEdition, type Edition, type EditionClues, type EditionFacts } from "./edition.js";
export { isLinuxLinkError, LinuxLinkError, type LinuxLinkErrorCode, type LinuxLinkErrorFacts } from "./errors.js";
export { fileValue, FileValue } from "./file-value.js";
export { readKeyFile, type KeyFile, type KeyFileOptions } from "./key-file.js";
export type { LinuxLinkParams, ParamValue } from "./params.js";
export type { ParamScalar } from "./python-text.js";
export { signRequest, type SignedRequest, type SignRequestInput } from "./sign-request.js";
