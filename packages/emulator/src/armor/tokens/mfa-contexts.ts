import type { Clock } from "../../clock.js";
import type { AdfsSession } from "./adfs-sessions.js";
import { IssuedValues } from "../../issued/issued-values.js";
import { specialCharacters } from "./random-bytes.js";
import type { RandomBytes } from "./random-bytes.js";

const lifetimeMs = 10 * 60_000;

/** The `Context` values of the second factor's pages. Each page has a new one, which can be used once. */
export type MfaContexts = IssuedValues<AdfsSession>;

/**
 * Creates the contexts. Each has the form of an encrypted XML document: over 1.5 KB, with quotes, `&`, `+`, `/` and `=`.
 */
export function createMfaContexts(clock: Clock, random: RandomBytes): MfaContexts {
  const base64 = (size: number): string =>
    Buffer.concat([specialCharacters, random(size - specialCharacters.length)]).toString("base64");
  return new IssuedValues(clock, lifetimeMs, () => encryptedData(base64(1400), base64(256)));
}

function encryptedData(cipher: string, signature: string): string {
  return [
    '<EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element" xmlns="http://www.w3.org/2001/04/xmlenc#">',
    '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc" />',
    `<CipherData><CipherValue>${cipher}</CipherValue></CipherData></EncryptedData>`,
    `<Signature Method='hmac &amp; sha256'>${signature}</Signature>`,
  ].join("");
}
