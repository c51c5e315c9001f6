import type { Secret } from "@org/http-core";
import { checkText, readOptions, readSecret, readServerUrl, refuseOption } from "@org/http-core/authoring";
import type { AcmeAuthOptions } from "./types.js";

/** The checked options, with every default filled in. */
export interface Settings {
  /** Fits into a quoted string of a header. */
  readonly username: string;
  /** Not empty. */
  readonly password: Secret;
  /** The origin whose challenges are met. */
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
    username: checkUsername(username),
    password: readSecret("password", password),
    origin: readServerUrl("baseUrl", baseUrl).origin,
  };
}

/** The name is sent as a quoted string, in which quotes and backslashes would need escapes. */
function checkUsername(username: unknown): string {
  const text = checkText("username", username);
  if (!/^[!#-[\]-~]+$/.test(text)) refuseOption("username", "printable ASCII without spaces, quotes and backslashes");
  return text;
}
