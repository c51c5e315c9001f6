import type { Body, Secret } from "@org/http-core";
import { digestBody, sha256Of, signAgain, type BodyDigest, type BodyDigests } from "./body-digest.js";
import type { CanonicalCall } from "../canonical/call.js";
import { hmacOf, RunningHmac } from "./hmac.js";

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
 * @param sha256 - whether bodies are measured for somebody who is told of them; sending needs no SHA-256
 * @throws LinuxLinkError `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `FILE_CHANGED`
 */
export async function signCall(
  call: CanonicalCall,
  key: Secret,
  signal?: AbortSignal,
  sha256: boolean = true,
): Promise<SignedCall> {
  const digests = new Map<Body, BodyDigest>();
  const texts = call.pieces.filter((piece) => typeof piece === "string");
  if (texts.length === call.pieces.length) return { call, signature: hmacOf(key, texts), digests };
  const hmac = new RunningHmac(key);
  const options = { hmac, sha256, signal };
  for (const piece of call.pieces) {
    const known = typeof piece === "string" ? undefined : digests.get(piece);
    if (typeof piece === "string") hmac.update(piece);
    else if (known === undefined) digests.set(piece, await digestBody(piece, options));
    else await signAgain(piece, known, options);
  }
  return { call, signature: hmac.digest(), digests };
}

/** The message as text; a body stands in it as its SHA-256 in angle brackets. */
export function messageText({ call, digests }: SignedCall): string {
  return call.pieces.map((piece) => (typeof piece === "string" ? piece : `<${sha256Of(piece, digests)}>`)).join("");
}
