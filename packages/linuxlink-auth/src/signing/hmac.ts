import { createHash, hash, type Hash } from "node:crypto";
import type { Secret } from "@org/http-core";

const blockBytes = 64;
const hashBytes = 32;
const innerPad = 0x36;
const outerPad = 0x5c;

/**
 * Computes the HMAC-SHA256 of a text.
 *
 * @param key - its UTF-8 bytes are the key
 * @param pieces - the text in pieces; their UTF-8 bytes are signed
 * @returns the HMAC in base64
 */
export function hmacOf(key: Secret, pieces: readonly string[]): string {
  if (pieces.length <= 1) return hmacOfText(key, pieces[0] ?? "");
  const hmac = new RunningHmac(key);
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest();
}

/** Two one-shot hashes (RFC 2104) instead of `createHmac`, which makes a small request 5 % slower. */
function hmacOfText(key: Secret, text: string): string {
  const inner = Buffer.allocUnsafe(blockBytes + Buffer.byteLength(text));
  const outer = Buffer.allocUnsafe(blockBytes + hashBytes);
  putPads(key, inner, outer);
  inner.write(text, blockBytes);
  outer.write(hash("sha256", inner, "binary"), blockBytes, "latin1");
  const signature = hash("sha256", outer, "base64");
  // Node reuses this memory without clearing it, and the key can be computed from either pad.
  inner.fill(0, 0, blockBytes);
  outer.fill(0, 0, blockBytes);
  return signature;
}

/** Computes an HMAC-SHA256 piece by piece. Unlike that of Node's `Hmac`, its state can be copied. */
export class RunningHmac {
  readonly #inner: Hash;
  readonly #outer: Buffer = Buffer.alloc(blockBytes);

  /** @param key - its UTF-8 bytes are the key */
  constructor(key: Secret) {
    const inner = Buffer.alloc(blockBytes);
    putPads(key, inner, this.#outer);
    this.#inner = createHash("sha256").update(inner);
  }

  /** @param piece - the next part of the message; of text, its UTF-8 bytes */
  update(piece: string | Uint8Array): void {
    this.#inner.update(piece);
  }

  /** Returns a hash of the key and all pieces so far. Using the copy does not change this HMAC. */
  copyState(): Hash {
    return this.#inner.copy();
  }

  /** Returns the HMAC in base64. Nothing can be added afterwards. */
  digest(): string {
    return createHash("sha256").update(this.#outer).update(this.#inner.digest()).digest("base64");
  }
}

/** Fills the first block of each buffer from the key. A key longer than a block is hashed, a shorter one padded with zeros. */
function putPads(key: Secret, inner: Buffer, outer: Buffer): void {
  const keyBytes = Buffer.from(key.reveal());
  const blockKey = keyBytes.length > blockBytes ? hash("sha256", keyBytes, "buffer") : keyBytes;
  for (let at = 0; at < blockBytes; at++) {
    const byte = at < blockKey.length ? (blockKey[at] as number) : 0;
    inner[at] = byte ^ innerPad;
    outer[at] = byte ^ outerPad;
  }
  keyBytes.fill(0);
}
