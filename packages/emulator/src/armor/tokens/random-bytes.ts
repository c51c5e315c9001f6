import { createHash, randomBytes } from "node:crypto";

/** Returns random bytes, from which codes, tokens and cookies are made. */
export type RandomBytes = (size: number) => Buffer;

/**
 * These bytes are `+/+/` in base64. Codes and contexts contain them, because these are the characters that clients with
 * wrong escaping break.
 */
export const specialCharacters: Buffer = Buffer.from([0xfb, 0xff, 0xbf]);

/**
 * Creates the source of random bytes.
 *
 * @param seed - if set, the source returns the same bytes in every run
 */
export function createRandomBytes(seed?: string): RandomBytes {
  if (seed === undefined) return randomBytes;
  let count = 0;
  return (size) => {
    count += 1;
    return createHash("shake256", { outputLength: size }).update(`${seed}:${count}`).digest();
  };
}
