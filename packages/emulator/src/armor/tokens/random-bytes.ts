import { createHash, randomBytes } from "node:crypto";

/** Where codes, tokens and cookies come from. */
export type RandomBytes = (size: number) => Buffer;

/**
 * Makes the source of random bytes.
 *
 * @param seed - when given, the same bytes come in the same order in every run
 */
export function createRandomBytes(seed?: string): RandomBytes {
  if (seed === undefined) return randomBytes;
  let count = 0;
  return (size) => {
    count += 1;
    return createHash("shake256", { outputLength: size }).update(`${seed}:${count}`).digest();
  };
}
