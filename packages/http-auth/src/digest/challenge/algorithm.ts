import { createHash, type Hash } from "node:crypto";
import { HttpAuthError } from "../../errors.js";

/** A hash function of RFC 7616. Each has a variant with session keys, `-sess`. */
export type DigestHash = "MD5" | "SHA-256" | "SHA-512-256";

/** An algorithm that a server asks for. */
export interface DigestAlgorithm {
  /** In the server's spelling; empty if the server names none, which means MD5. */
  readonly name: string;
  /** The hash function. */
  readonly hash: DigestHash;
  /** True for `-sess`: the key depends on the nonces of the session. */
  readonly isSession: boolean;
}

const opensslNames: Readonly<Record<DigestHash, string>> = {
  MD5: "md5",
  "SHA-256": "sha256",
  "SHA-512-256": "sha512-256",
};

/** All hash functions of RFC 7616. */
export const digestHashes: readonly DigestHash[] = ["SHA-512-256", "SHA-256", "MD5"];

/**
 * Reads the parameter `algorithm`; names compare without case.
 *
 * @param name - `undefined` if the parameter is absent
 * @returns `undefined` for an algorithm that RFC 7616 doesn't define
 */
export function readAlgorithm(name: string | undefined): DigestAlgorithm | undefined {
  const [, base = "MD5", session] = /^(.+?)(-sess)?$/i.exec(name ?? "") ?? [];
  const hash = digestHashes.find((known) => known === base.toUpperCase());
  return hash === undefined ? undefined : { name: name ?? "", hash, isSession: session !== undefined };
}

/**
 * Starts a hash.
 *
 * @throws HttpAuthError `DIGEST_ALGORITHM_UNAVAILABLE` if this runtime lacks it, for example MD5 in FIPS mode
 */
export function createDigestHash(hash: DigestHash): Hash {
  try {
    return createHash(opensslNames[hash]);
  } catch {
    const message = `This runtime has no ${hash}, which the server asks for; some systems switch MD5 off (FIPS)`;
    throw new HttpAuthError("DIGEST_ALGORITHM_UNAVAILABLE", message);
  }
}

/** Returns true if this runtime has the hash function. */
export function isHashAvailable(hash: DigestHash): boolean {
  try {
    return createDigestHash(hash) !== undefined;
  } catch {
    return false;
  }
}
