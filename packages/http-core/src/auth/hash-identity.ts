import { nodeBuiltins } from "../util/node-builtins.js";
import type { Identity } from "./scheme.js";

/**
 * Hashes texts with SHA-256. Each is preceded by its length, so that no two lists of texts have the same input.
 *
 * @param parts - in order
 */
export function hashParts(parts: readonly string[]): Buffer {
  const hash = nodeBuiltins.crypto.createHash("sha256");
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest();
}

/**
 * Returns the names and values of an identity's extra parts, sorted by name.
 *
 * @param identity - without extra parts, the list is empty
 */
export function sortedExtra({ extra = {} }: Identity): readonly string[] {
  return Object.entries(extra)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat();
}
