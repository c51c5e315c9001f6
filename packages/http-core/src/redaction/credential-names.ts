import { memberOf } from "../util/own-members.js";
import type { SecretNames } from "./secret-names.js";

/**
 * Names of headers, parameters and fields that usually hold a credential, without case, a leading `x-` and marks between
 * words: `X-Api-Key`, `api_key` and `apiKey` are all `apikey`. Names that services give to their objects are not among
 * them, such as `group_token`.
 */
const knownNames: ReadonlySet<string> = new Set([
  "accesskey",
  "accesstoken",
  "apikey",
  "apitoken",
  "assertion",
  "auth",
  "authkey",
  "authorization",
  "authsignature",
  "authtoken",
  "bearer",
  "clientassertion",
  "codeverifier",
  "cookie",
  "credential",
  "credentials",
  "csrftoken",
  "devicecode",
  "googapikey",
  "hubsignature256",
  "idtoken",
  "jwt",
  "key",
  "ocpapimsubscriptionkey",
  "otp",
  "pass",
  "passphrase",
  "passwd",
  "privatekey",
  "proxyauthorization",
  "pwd",
  "refreshtoken",
  "samlresponse",
  "secretkey",
  "securitytoken",
  "session",
  "sessionid",
  "sessiontoken",
  "setcookie",
  "sid",
  "sig",
  "signature",
  "subscriptionkey",
  "token",
]);

/** Names with these endings hold credentials as well: `client_secret`, `x-amz-security-token`. */
const knownEndings: readonly string[] = [
  "apikey",
  "password",
  "secret",
  "secretkey",
  "accesstoken",
  "securitytoken",
  "signature",
];

/**
 * Makes a test for names that hold secrets.
 *
 * @param declared - by the scheme, if there is one
 * @param kind - what the names are of
 * @returns a test that is true for a declared name, and for a name that usually holds a credential: of a header, also one that
 * ends in `token`
 */
export function secretNameTest(declared: SecretNames | undefined, kind: keyof SecretNames): (name: string) => boolean {
  const isDeclared = declaredNameTest(declared, kind);
  const isKnown = kind === "headers" ? mayBeCredentialName : isCredentialName;
  return (name) => isDeclared(name) || isKnown(name);
}

/**
 * Makes a test for the names that a scheme declares.
 *
 * @param declared - by the scheme, if there is one
 * @param kind - what the names are of
 */
export function declaredNameTest(
  declared: SecretNames | undefined,
  kind: keyof SecretNames,
): (name: string) => boolean {
  const names = (declared === undefined ? undefined : memberOf(declared, kind)) ?? [];
  return (name) => names.some((each) => each.toLowerCase() === name.toLowerCase());
}

/**
 * Returns true for the name of a header, parameter or field that usually holds a credential.
 *
 * @param name - in any case
 */
export function isCredentialName(name: string): boolean {
  const plain = plainName(name);
  return knownNames.has(plain) || knownEndings.some((ending) => plain.endsWith(ending));
}

/**
 * Returns true for a name that may hold a credential: also for any that ends in `token`. Services name some of their objects
 * so, which is why errors and previews show these.
 *
 * @param name - in any case
 */
export function mayBeCredentialName(name: string): boolean {
  return isCredentialName(name) || plainName(name).endsWith("token");
}

function plainName(name: string): string {
  return name
    .toLowerCase()
    .replace(/^x[-_]/, "")
    .replace(/[-_.]/g, "");
}
