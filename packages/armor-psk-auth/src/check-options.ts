import type { Secret } from "@org/http-core";
import { checkChoice, readOptions, readSecret, readServerUrl, refuseOption } from "@org/http-core/authoring";
import type { ArmorPskAuthOptions, ArmorPskBodyRule } from "./types.js";

/** The checked options, with every default filled in. */
export interface Settings {
  /** Printable ASCII without space and colon. */
  readonly keyId: string;
  /** Not empty. */
  readonly secret: Secret;
  /** The origin whose requests are signed. */
  readonly origin: string;
  /** What is signed of a body. */
  readonly bodyRule: ArmorPskBodyRule;
}

const optionNames: readonly (keyof ArmorPskAuthOptions)[] = ["keyId", "secret", "baseUrl", "bodyRule"];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes the secret
 */
export function checkOptions(options: ArmorPskAuthOptions): Settings {
  const own = readOptions(options, optionNames, "armorPskAuth");
  const { keyId, secret, baseUrl = "https://api.armor.com", bodyRule = "raw" } = own;
  return {
    keyId: checkKeyId(keyId),
    secret: readSecret("secret", secret),
    origin: readServerUrl("baseUrl", baseUrl).origin,
    bodyRule: checkChoice("bodyRule", bodyRule, ["raw", "sha512"]),
  };
}

/** The header separates its parts by colons. */
function checkKeyId(keyId: unknown): string {
  if (typeof keyId === "string" && /^[!-9;-~]{1,256}$/.test(keyId)) return keyId;
  return refuseOption("keyId", "1 to 256 characters of printable ASCII, without space and colon");
}
