import { Secret } from "@org/http-core";
import { checkText, isSecret, readOptions, refuseOption } from "@org/http-core/authoring";
import { readOrigins } from "../options/read-origins.js";
import { isToken } from "./is-token.js";
import type { BearerAuthOptions, TokenProvider } from "./types.js";

/** The checked options. */
export interface BearerSettings {
  /** A token that is legal in a header, or a function. */
  readonly token: Secret | TokenProvider;
  /** Undefined if none is given. */
  readonly principal: string | undefined;
  /** Where tokens may be sent. */
  readonly origins: readonly string[];
}

const optionNames: readonly (keyof BearerAuthOptions)[] = ["token", "origins", "principal"];

/**
 * Checks the options of `bearerAuth`.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes the token
 */
export function checkOptions(options: BearerAuthOptions): BearerSettings {
  const { token, principal, origins } = readOptions(options, optionNames, "bearerAuth");
  return {
    token: checkToken(token),
    principal: principal === undefined ? undefined : checkText("principal", principal),
    origins: readOrigins(origins),
  };
}

function checkToken(given: unknown): Secret | TokenProvider {
  if (typeof given === "function") return given as TokenProvider;
  const text = isSecret(given) ? given.reveal() : given;
  if (!isToken(text)) refuseOption("token", "a token of RFC 6750 without white space, or a function that returns one");
  return new Secret(text);
}
