/**
 * The Armor.com API: the login by user name and password or through AD FS, and a client.
 *
 * @packageDocumentation
 */
export type { ArmorCallAuth } from "./account-context.js";
export { armorAuth } from "./auth.js";
export { createArmorApi } from "./client/create-armor-api.js";
export {
  ArmorError,
  ArmorLoginError,
  isArmorError,
  isArmorLoginError,
  type ArmorErrorCode,
  type ArmorLoginReason,
} from "./errors.js";
export type { ArmorPage, ArmorPages, PageOptions } from "./client/pages.js";
export type { ArmorAccount, ArmorApi, ArmorApiOptions, ArmorRequestOptions } from "./client/types.js";
export type { ArmorAuthOptions, ArmorAuthScheme } from "./types.js";
export { adfsSource, type AdfsSourceOptions } from "./v2/adfs-source.js";
export type { IdTokenResult, IdTokenLogin, IdTokenSource, MfaPrompt } from "./v2/id-token-source.js";
