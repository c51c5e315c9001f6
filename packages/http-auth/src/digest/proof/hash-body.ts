import type { Body } from "@org/http-core";
import { createDigestHash, type DigestHash } from "../challenge/algorithm.js";

/**
 * Hashes a body, chunk by chunk; a body that is absent has zero bytes.
 *
 * @param body - replayable: it is read here, and again to be sent
 * @param hash - of the challenge's algorithm
 * @param signal - aborts the reading of a long body
 * @returns hexadecimal, in lower case
 * @throws the signal's reason, or what reading the body throws
 */
export async function hashBody(body: Body | undefined, hash: DigestHash, signal?: AbortSignal): Promise<string> {
  const digest = createDigestHash(hash);
  for await (const chunk of body?.open() ?? []) {
    signal?.throwIfAborted();
    digest.update(chunk);
  }
  return digest.digest("hex");
}
