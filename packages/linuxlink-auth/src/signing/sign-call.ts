import type { Body, Secret } from "@org/http-core";
import type { CanonicalCall } from "../canonical/call.js";
import { digestBody, sha256Of, signAgain, type BodyDigest, type BodyDigests } from "./body-digest.js";
import { hmacOf, RunningHmac } from "./hmac.js";

/** A call with its signature. */
export interface SignedCall {
  /** The call that was signed. */
  readonly call: CanonicalCall;
  /** The HMAC-SHA256 of the message, in base64. */
  readonly signature: string;
  /** What the first pass found about each body among the values. */
  readonly digests: BodyDigests;
}

/** How a call is signed. */
export interface SignCallOptions {
  /** Stops reading bodies. */
  readonly signal?: AbortSignal | undefined;
  /** Whether {@link messageText} will be called, which needs the SHA-256 of each body. */
  readonly needsSha256: boolean;
}

/** Most calls have no body among their values. */
const noDigests: BodyDigests = new Map();

/**
 * Signs a call. Its message is hashed piece by piece; each body is read once and measured.
 *
 * @param call - in canonical form
 * @param key - its UTF-8 bytes are the key of the HMAC
 * @throws LinuxLinkError `FILE_UNREADABLE`, `FILE_NOT_TEXT`, `FILE_CHANGED`
 */
export async function signCall(call: CanonicalCall, key: Secret, options: SignCallOptions): Promise<SignedCall> {
  const { pieces } = call;
  if (pieces.every((piece) => typeof piece === "string")) {
    return { call, signature: hmacOf(key, pieces), digests: noDigests };
  }
  const digests = new Map<Body, BodyDigest>();
  const hmac = new RunningHmac(key);
  const passOptions = { ...options, hmac };
  for (const piece of pieces) {
    const digest = typeof piece === "string" ? undefined : digests.get(piece);
    if (typeof piece === "string") hmac.update(piece);
    else if (digest === undefined) digests.set(piece, await digestBody(piece, passOptions));
    else await signAgain(piece, digest, passOptions);
  }
  return { call, signature: hmac.digest(), digests };
}

/** Returns the message as text. A body is shown as its SHA-256 in angle brackets. */
export function messageText({ call, digests }: SignedCall): string {
  return call.pieces.map((piece) => (typeof piece === "string" ? piece : `<${sha256Of(piece, digests)}>`)).join("");
}
