import { createHmac } from "node:crypto";
import type { Secret } from "@org/http-core";

/**
 * The signature over a message in pieces: HMAC-SHA256 in base64.
 *
 * @param key - its UTF-8 bytes are the key
 * @param pieces - text stands for its UTF-8 bytes
 */
export function hmacOf(key: Secret, pieces: Iterable<string | Uint8Array>): string {
  const hmac = createHmac("sha256", key.reveal());
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest("base64");
}
