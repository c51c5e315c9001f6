import { createHash, createHmac } from "node:crypto";
import type { Body, Secret } from "@org/http-core";
import type { ArmorPskBodyRule } from "./types.js";

/** Everything a signature covers. */
export interface ArmorPskParts {
  /** The key's id. */
  readonly keyId: string;
  /** In upper case. */
  readonly method: string;
  /** The path on the wire, without query. */
  readonly path: string;
  /** New for each request. */
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly timestampSeconds: number;
  /** Absent for zero bytes. */
  readonly body?: Body | undefined;
  /** What is signed of the body. */
  readonly bodyRule: ArmorPskBodyRule;
}

/**
 * Signs a request: base64 of HMAC-SHA512 over key id, method, path, nonce, timestamp and body, without separators. It
 * reads the body once, chunk by chunk.
 *
 * @param parts - what the signature covers
 * @param secret - the key, used as UTF-8 text
 * @param signal - aborts the reading of a long body
 * @throws the signal's reason, or what reading the body throws
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
