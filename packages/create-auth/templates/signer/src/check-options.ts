import type { Secret } from "@org/http-core";
import { checkText, readOptions, readSecret, readServerUrl, refuseOption } from "@org/http-core/authoring";
import type { AcmeAuthOptions } from "./types.js";

/** The checked options, with every default filled in. */
export interface Settings {
  /** Printable ASCII. */
  readonly keyId: string;
  /** Not empty. */
  readonly key: Secret;
  /** The origin whose requests are signed. */
  readonly origin: string;
}

const optionNames: readonly (keyof AcmeAuthOptions)[] = ["keyId", "key", "baseUrl"];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes a secret
 */
export function checkOptions(options: AcmeAuthOptions): Settings {
  const own = readOptions(options, optionNames, "acmeAuth");
  const { keyId, key, baseUrl = "https://api.acme.example" } = own;
  return {
    keyId: checkKeyId(keyId),
    key: readSecret("key", key),
    origin: readServerUrl("baseUrl", baseUrl).origin,
  };
}

/** A header can carry only printable ASCII. */
function checkKeyId(keyId: unknown): string {
  const text = checkText("keyId", keyId);
  if (!/^[!-~]+$/.test(text)) refuseOption("keyId", "printable ASCII without spaces");
  return text;
}
