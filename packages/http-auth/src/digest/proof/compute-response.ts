import { createDigestHash, type DigestAlgorithm, type DigestHash } from "../challenge/algorithm.js";
import type { DigestQop } from "../challenge/challenge.js";

/** What a response of RFC 7616 section 3.4.1 is computed from. All texts are byte strings. */
export interface DigestParts {
  readonly algorithm: DigestAlgorithm;
  readonly username: string;
  readonly password: string;
  readonly realm: string;
  readonly nonce: string;
  /** The client's nonce. */
  readonly cnonce: string;
  /** How often the nonce was used: eight hexadecimal digits. */
  readonly nonceCount: string;
  /** What the digest covers; `undefined` for the form of RFC 2069. */
  readonly qop: DigestQop | undefined;
  /** In upper case; empty for `rspauth`, which a server computes. */
  readonly method: string;
  /** The request target: path and query. */
  readonly uri: string;
  /** The body's hash in hexadecimal, only used with `auth-int`. */
  readonly bodyHash: string;
}

/**
 * Computes the response to a challenge.
 *
 * @returns hexadecimal, in lower case
 * @throws HttpAuthError `DIGEST_ALGORITHM_UNAVAILABLE`
 */
export function computeResponse(parts: DigestParts): string {
  const { algorithm, username, password, realm, nonce, cnonce, nonceCount, qop, method, uri, bodyHash } = parts;
  const h = (...texts: readonly string[]): string => hashText(algorithm.hash, texts.join(":"));
  const userKey = h(username, realm, password);
  const key = algorithm.isSession ? h(userKey, nonce, cnonce) : userKey;
  const target = qop === "auth-int" ? h(method, uri, bodyHash) : h(method, uri);
  return qop === undefined ? h(key, nonce, target) : h(key, nonce, nonceCount, cnonce, qop, target);
}

/**
 * Computes the hash that is sent instead of the user name if the server allows it (RFC 7616 section 3.4.4).
 *
 * @param hash - of the challenge's algorithm
 * @param username - a byte string
 * @param realm - a byte string
 */
export function computeUserhash(hash: DigestHash, username: string, realm: string): string {
  return hashText(hash, `${username}:${realm}`);
}

function hashText(hash: DigestHash, text: string): string {
  return createDigestHash(hash).update(text, "latin1").digest("hex");
}
