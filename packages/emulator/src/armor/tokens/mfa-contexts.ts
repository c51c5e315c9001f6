import type { Clock } from "../../clock.js";
import { ExpiringMap } from "./expiring-map.js";
import type { RandomBytes } from "./random-bytes.js";
import type { AdfsSession } from "./adfs-sessions.js";

const lifetimeMs = 10 * 60_000;

/** These bytes read `+/+/` in base64. */
const awkward = Buffer.from([0xfb, 0xff, 0xbf]);

/** The `Context` values of second-factor pages: a new one on each page, good once. */
export class MfaContexts {
  readonly #sessions: ExpiringMap<AdfsSession>;
  readonly #random: RandomBytes;

  constructor(clock: Clock, random: RandomBytes) {
    this.#sessions = new ExpiringMap(clock, lifetimeMs);
    this.#random = random;
  }

  /** @returns an encrypted XML document in looks: over 1.5 KB, with quotes, `&`, `+`, `/` and `=` */
  issue(session: AdfsSession): string {
    const context = encryptedData(this.#base64(1400), this.#base64(256));
    this.#sessions.set(context, session);
    return context;
  }

  redeem(context: string): AdfsSession | undefined {
    return this.#sessions.take(context);
  }

  #base64(size: number): string {
    return Buffer.concat([awkward, this.#random(size - awkward.length)]).toString("base64");
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
