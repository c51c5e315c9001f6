import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import { specialCharacters } from "./random-bytes.js";
import type { RandomBytes } from "./random-bytes.js";
import type { AdfsSession } from "./adfs-sessions.js";

const lifetimeMs = 10 * 60_000;

/** The `Context` values of the second factor's pages. Each page has a new one, which can be used once. */
export class MfaContexts {
  readonly #sessions: ExpiringMap<AdfsSession>;
  readonly #random: RandomBytes;

  constructor(clock: Clock, random: RandomBytes) {
    this.#sessions = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /**
   * Issues a value.
   *
   * @returns text in the form of an encrypted XML document: over 1.5 KB, with quotes, `&`, `+`, `/` and `=`
   */
  issue(session: AdfsSession): string {
    const context = encryptedData(this.#base64(1400), this.#base64(256));
    this.#sessions.set(context, session);
    return context;
  }

  /** Returns the session of a value and invalidates the value; undefined for an unknown or expired one. */
  redeem(context: string): AdfsSession | undefined {
    return this.#sessions.take(context);
  }

  #base64(size: number): string {
    return Buffer.concat([specialCharacters, this.#random(size - specialCharacters.length)]).toString("base64");
  }
}

function encryptedData(cipher: string, signature: string): string {
  return [
    '<EncryptedData Type="http://www.w3.org/2001/04/xmlenc#Element" xmlns="http://www.w3.org/2001/04/xmlenc#">',
    '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc" />',
    `<CipherData><CipherValue>${cipher}</CipherValue></CipherData></EncryptedData>`,
    `<Signature Method='hmac &amp; sha256'>${signature}</Signature>`,
  ].join("");
}
