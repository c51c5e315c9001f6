import { createHmac } from "node:crypto";
import type { Body, Secret } from "@org/http-core";
import { digestBody, digestOf, type BodyDigest, type BodyDigests } from "./body-digest.js";
import type { CanonicalCall } from "./canonical-call.js";

/** A call with its signature. */
export interface SignedCall {
  readonly call: CanonicalCall;
  /** Base64 of the HMAC-SHA256. */
  readonly signature: string;
  /** What the first pass found about each body among the values. */
  readonly digests: BodyDigests;
}

/**
 * Signs a call. Its message is hashed piece by piece; bodies are read once, and measured on the way.
 *
 * @param call - in canonical form
 * @param key - its UTF-8 bytes are the key
 * @param signal - ends the reading of large values
 * @throws LinuxLinkError `FILE_UNREADABLE`, `FILE_NOT_TEXT`
 */
export async function signCall(call: CanonicalCall, key: Secret, signal?: AbortSignal): Promise<SignedCall> {
  const hmac = createHmac("sha256", key.reveal());
  const digests = new Map<Body, BodyDigest>();
  for (const piece of call.pieces) {
    if (typeof piece === "string") hmac.update(piece);
    else digests.set(piece, await digestBody(piece, hmac, signal));
  }
  return { call, signature: hmac.digest("base64"), digests };
}

/** The message as text; a body stands in it as its SHA-256 in angle brackets. */
export function messageText({ call, digests }: SignedCall): string {
  return call.pieces
    .map((piece) => (typeof piece === "string" ? piece : `<${digestOf(piece, digests).sha256}>`))
    .join("");
}
