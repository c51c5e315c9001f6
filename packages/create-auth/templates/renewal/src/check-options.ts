import type { Secret } from "@org/http-core";
import { checkText, readOptions, readSecret, readServerUrl } from "@org/http-core/authoring";
import type { AcmeAuthOptions } from "./types.js";

/** The checked options, with every default filled in. */
export interface Settings {
  /** The user's name. */
  readonly username: string;
  /** The user's password. */
  readonly password: Secret;
  /** The service's origin. */
  readonly origin: string;
}

const optionNames: readonly (keyof AcmeAuthOptions)[] = ["username", "password", "baseUrl"];

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes a secret
 */
export function checkOptions(options: AcmeAuthOptions): Settings {
  const own = readOptions(options, optionNames, "acmeAuth");
  const { username, password, baseUrl = "https://api.acme.example" } = own;
  return {
    username: checkText("username", username),
    password: readSecret("password", password),
    origin: readServerUrl("baseUrl", baseUrl).origin,
  };
}
