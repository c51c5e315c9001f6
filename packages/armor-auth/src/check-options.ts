import type { Secret } from "@org/http-core";
import {
  checkBoolean,
  checkChoice,
  checkText,
  readOptions,
  readSecret,
  readServerUrl,
  refuseOption,
} from "@org/http-core/authoring";
import { defaultBaseUrl, listAllowedHosts } from "./allowed-hosts.js";
import { checkMfaTimeout } from "./mfa-timeout.js";
import { pickOptions } from "./pick-options.js";
import type { ArmorAuthOptions } from "./types.js";
import { adfsOptionNames, adfsSource } from "./v2/adfs-source.js";
import { checkIdTokenSource, type IdTokenSource } from "./v2/id-token-source.js";

/** The checked options, with every default filled in. */
export interface Settings {
  /** The login's version. */
  readonly auth: 1 | 2;
  /** 1 to 512 characters. */
  readonly username: string;
  /** 1 to 512 characters. */
  readonly password: Secret;
  /** The API. */
  readonly baseUrl: URL;
  /** Origins that receive the token. */
  readonly tokenOrigins: readonly string[];
  /** How long a login request may wait for the user. */
  readonly mfaTimeoutMs: number;
  /** v1: true sends the current token as `Authorization` on a reissue too. */
  readonly authorizeReissue: boolean;
  /** v2: where id_tokens come from. */
  readonly idTokenSource: IdTokenSource;
}

/** The names of the scheme's options. */
export const authOptionNames: readonly (keyof ArmorAuthOptions)[] = [
  "username",
  "password",
  "auth",
  "baseUrl",
  "stsUrl",
  "hosts",
  "clientId",
  "redirectUri",
  "mfaTimeoutMs",
  "onMfa",
  "v2Source",
  "authorizeReissue",
];

const maxCredentialCharacters = 512;

/**
 * Checks the options, and fills in the defaults.
 *
 * @throws InputError `OPTION_UNKNOWN`, `OPTION_INVALID`; no message quotes a password
 */
export function checkOptions(options: ArmorAuthOptions): Settings {
  const own = readOptions(options, authOptionNames, "armorAuth");
  const { authorizeReissue = false, v2Source } = own;
  const auth = checkChoice("auth", own.auth ?? 1, [1, 2]);
  const baseUrl = readBaseUrl(own.baseUrl);
  if (auth === 2) requireStsUrl(baseUrl, own);
  return {
    auth,
    username: checkText("username", own.username, maxCredentialCharacters),
    password: readSecret("password", own.password, maxCredentialCharacters),
    baseUrl,
    tokenOrigins: listAllowedHosts(baseUrl, own.hosts).tokenOrigins,
    mfaTimeoutMs: checkMfaTimeout(own.mfaTimeoutMs),
    authorizeReissue: checkBoolean("authorizeReissue", authorizeReissue),
    idTokenSource:
      v2Source === undefined ? adfsSource(pickOptions(own, adfsOptionNames)) : checkIdTokenSource(v2Source),
  };
}

/** The password of a test service must not go to the real sign-in service, which is the default. */
function requireStsUrl(baseUrl: URL, { stsUrl, v2Source }: ArmorAuthOptions): void {
  if (baseUrl.origin === defaultBaseUrl || stsUrl !== undefined || v2Source !== undefined) return;
  refuseOption("stsUrl", "given with auth: 2 and a baseUrl of your own: it receives the password");
}

/**
 * Checks the option `baseUrl`, and fills in its default.
 *
 * @throws InputError `OPTION_INVALID`
 */
export function readBaseUrl(value: string | URL = defaultBaseUrl): URL {
  return readServerUrl("baseUrl", value);
}
