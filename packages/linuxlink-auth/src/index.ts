export type { Account, AccountInput } from "./account.js";
export type { LinuxLinkCall } from "./canonical-call.js";
export { isLinuxLinkError, LinuxLinkError, type LinuxLinkErrorCode, type LinuxLinkErrorFacts } from "./errors.js";
export type { LinuxLinkParams, ParamValue } from "./params.js";
export type { ParamScalar } from "./python-text.js";
export { signRequest, type SignedRequest, type SignRequestInput } from "./sign-request.js";
