import { createHash, createHmac, hash, type Hash } from "node:crypto";
import type { Secret } from "@org/http-core";

const blockBytes = 64;
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
  const hmac = createHmac("sha256", key.reveal());
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest("base64");
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
