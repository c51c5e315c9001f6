import type { SecretNames } from "../redaction/redact.js";

/**
 * Names of headers and parameters that hold credentials, without case, a leading `x-` and marks between words:
 * `X-Api-Key`, `api_key` and `apiKey` are all `apikey`.
 */
const knownNames: ReadonlySet<string> = new Set([
  "accesskey",
  "apikey",
  "auth",
  "authkey",
  "authorization",
  "authsignature",
  "bearer",
  "clientassertion",
  "cookie",
  "credential",
  "credentials",
  "googapikey",
  "jwt",
  "key",
  "ocpapimsubscriptionkey",
  "pass",
  "passphrase",
  "passwd",
  "pwd",
  "secretkey",
  "session",
  "sessionid",
  "sid",
  "sig",
  "signature",
  "subscriptionkey",
]);

/** Names with these endings hold credentials as well: `x-amz-security-token`, `client_secret`. */
const knownEndings: readonly string[] = ["apikey", "password", "secret", "token"];

/**
 * Makes a test for names of headers or parameters that hold credentials.
 *
 * @param declared - the scheme's own declaration, if there is a scheme
 * @param kind - what the names are of
 * @returns a test that is true for a declared name, and for a name that usually holds a credential
 */
export function credentialTest(
  declared: SecretNames | undefined,
  kind: "headers" | "query",
): (name: string) => boolean {
  const names = new Set((declared?.[kind] ?? []).map((name) => name.toLowerCase()));
  return (name) => names.has(name.toLowerCase()) || looksLikeCredential(name);
}

/**
 * Returns true for the name of a header or parameter that usually holds a credential.
 *
 * @param name - in any case
 */
export function looksLikeCredential(name: string): boolean {
  const plain = name
    .toLowerCase()
    .replace(/^x[-_]/, "")
    .replace(/[-_.]/g, "");
  return knownNames.has(plain) || knownEndings.some((ending) => plain.endsWith(ending));
}
