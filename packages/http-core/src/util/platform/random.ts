import { toHex } from "./bytes.js";
import { findCrypto } from "./runtime.js";

/**
 * Returns random bytes that nobody can guess.
 *
 * @param length - how many
 */
export function randomBytes(length: number): Uint8Array {
  return findCrypto()?.randomBytes(length) ?? globalThis.crypto.getRandomValues(new Uint8Array(length));
}

/** Returns a random name: a UUID, or 32 hexadecimal digits in a browser, which makes UUIDs only for pages that came over https. */
export function randomName(): string {
  return findCrypto()?.randomUUID() ?? toHex(randomBytes(16));
}
