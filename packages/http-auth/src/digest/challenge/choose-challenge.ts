import { HttpAuthError } from "../../errors.js";
import { createDigestHash, isHashAvailable, type DigestHash } from "./algorithm.js";
import { readDigestOffer, type DigestChallenge } from "./challenge.js";

/**
 * Chooses the Digest challenge to use: the first in the server's order (RFC 7616 section 3.7) whose hash function is
 * allowed and available in this runtime.
 *
 * @param headers - of the response with status 401
 * @param allowed - the option `algorithms`
 * @returns `undefined` if there is none
 */
export function chooseChallenge(headers: Headers, allowed: readonly DigestHash[]): DigestChallenge | undefined {
  return readDigestOffer(headers).challenges.find(
    ({ space: { algorithm } }) => allowed.includes(algorithm.hash) && isHashAvailable(algorithm.hash),
  );
}

/**
 * Throws the reason why none of the Digest challenges of a response can be used. Does nothing if it has none.
 *
 * @param headers - of a response for which {@link chooseChallenge} found nothing
 * @param allowed - the option `algorithms`
 * @throws HttpAuthError `DIGEST_ALGORITHM_UNAVAILABLE`, `DIGEST_CHALLENGE_UNSUPPORTED`
 */
export function refuseOffer(headers: Headers, allowed: readonly DigestHash[]): void {
  const { algorithms, challenges } = readDigestOffer(headers);
  if (algorithms.length === 0) return;
  for (const { space } of challenges) {
    if (allowed.includes(space.algorithm.hash)) createDigestHash(space.algorithm.hash);
  }
  const offered = algorithms.map((name) => name.replace(/[^\w-]/g, "").slice(0, 32)).join(", ");
  throw new HttpAuthError(
    "DIGEST_CHALLENGE_UNSUPPORTED",
    `The server's Digest challenge (${offered}) is not supported; allowed are ${allowed.join(", ")}, ` +
      "with realm, nonce, and a qop of auth or auth-int",
  );
}
