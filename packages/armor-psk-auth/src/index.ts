/**
 * Armor's pre-shared keys: each request is signed with HMAC-SHA512, without a login.
 *
 * @packageDocumentation
 */
export { armorPskAuth } from "./auth.js";
export { ArmorPskError, isArmorPskError, type ArmorPskErrorCode } from "./errors.js";
export { armorPskSignature, type ArmorPskParts } from "./signature.js";
export type { ArmorPskAuthOptions, ArmorPskBodyRule } from "./types.js";
