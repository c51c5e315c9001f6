import { Secret } from "@org/http-core";
import { isSecret, readOptions, refuseOption } from "@org/http-core/authoring";
import { readOrigins } from "../options/read-origins.js";
import { readUserText } from "../options/read-user-text.js";
import type { BasicAuthOptions } from "./types.js";

/** The checked options. */
export interface BasicSettings {
  /** The public part of the identity. The message does not quote a user name that is a key. */
  readonly principal: string;
  /** The password, or the user name if that is the key. */
  readonly secret: Secret;
  /** User name, colon and password. */
  readonly userPass: Secret;
  /** Where the password may be sent. */
  readonly origins: readonly string[];
}

const optionNames: readonly (keyof BasicAuthOptions)[] = ["username", "password", "origins"];

/**
 * Checks the options of `basicAuth`.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes the user name or the password
 */
export function checkOptions(options: BasicAuthOptions): BasicSettings {
  const own = readOptions(options, optionNames, "basicAuth");
  const username = readUserText("username", own.username);
  const password = readUserText("password", own.password ?? "");
  if (username.includes(":")) refuseOption("username", "text without a colon, which separates it from the password");
  if (username + password === "") refuseOption("username", "text that is not empty if there is no password");
  return {
    principal: principalOf(own.username, username, password),
    secret: new Secret(password === "" ? username : password),
    userPass: new Secret(`${username}:${password}`),
    origins: readOrigins(own.origins),
  };
}

function principalOf(given: string | Secret, username: string, password: string): string {
  if (isSecret(given)) return given.fingerprint();
  return password === "" ? "" : username;
}
