import { createHash, createHmac } from "node:crypto";
import type { Body, Secret } from "@org/http-core";
import type { ArmorPskBodyRule } from "./types.js";

/** Everything a signature covers. */
export interface ArmorPskParts {
  readonly keyId: string;
  /** Upper case. */
  readonly method: string;
  /** As it goes over the wire, without query. */
  readonly path: string;
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly timestampSeconds: number;
  /** Absent: zero bytes. */
  readonly body?: Body | undefined;
  readonly bodyRule: ArmorPskBodyRule;
}

/**
 * Base64 of HMAC-SHA512 over key id, method, path, nonce, timestamp and body, with nothing between them. The body is
 * read once, piece by piece.
 *
 * @param parts - what is signed
 * @param secret - the key, used as UTF-8 text
 * @param signal - ends the reading of a long body
 * @throws what the body's source throws, and the signal's reason
 */
export async function armorPskSignature(parts: ArmorPskParts, secret: Secret, signal?: AbortSignal): Promise<string> {
  const { keyId, method, path, nonce, timestampSeconds, body, bodyRule } = parts;
  const hmac = createHmac("sha512", secret.reveal()).update(keyId + method + path + nonce + timestampSeconds);
  const digest = bodyRule === "raw" ? hmac : createHash("sha512");
  for await (const chunk of body?.open() ?? []) {
    signal?.throwIfAborted();
    digest.update(chunk);
  }
  if (digest !== hmac) hmac.update(digest.digest("base64"));
  return hmac.digest("base64");
}
