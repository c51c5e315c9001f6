import { createHash, hash, type Hash } from "node:crypto";
import type { Secret } from "@org/http-core";

const blockBytes = 64;
const hashBytes = 32;
const innerPad = 0x36;
const outerPad = 0x5c;

/**
 * HMAC-SHA256 of a message that is text, in base64.
 *
 * @param key - its UTF-8 bytes are the key
 * @param pieces - stand for their UTF-8 bytes, one after the other
 */
export function hmacOf(key: Secret, pieces: readonly string[]): string {
  const [only = ""] = pieces;
  if (pieces.length <= 1) return hmacOfText(key, only);
  const hmac = new RunningHmac(key);
  for (const piece of pieces) hmac.update(piece);
  return hmac.digest();
}

/** By two hashes (RFC 2104), which costs a quarter less than `createHmac` does for a short text. */
function hmacOfText(key: Secret, text: string): string {
  const inner = Buffer.allocUnsafe(blockBytes + Buffer.byteLength(text));
  const outer = Buffer.allocUnsafe(blockBytes + hashBytes);
  putPads(key, inner, outer);
  inner.write(text, blockBytes);
  outer.write(hash("sha256", inner, "binary"), blockBytes, "latin1");
  const signature = hash("sha256", outer, "base64");
  // Both lie in memory that is handed out again as it is, and the key follows from either.
  inner.fill(0, 0, blockBytes);
  outer.fill(0, 0, blockBytes);
  return signature;
}

/** HMAC-SHA256 of a message in pieces, whose state can be copied on the way, unlike that of Node's `Hmac`. */
export class RunningHmac {
  readonly #inner: Hash;
  readonly #outer: Buffer = Buffer.alloc(blockBytes);

  /** @param key - its UTF-8 bytes are the key */
  constructor(key: Secret) {
    const inner = Buffer.alloc(blockBytes);
    putPads(key, inner, this.#outer);
    this.#inner = createHash("sha256").update(inner);
  }

  /** @param piece - the next one; text stands for its UTF-8 bytes */
  update(piece: string | Uint8Array): void {
    this.#inner.update(piece);
  }

  /** A hash of the key and all pieces until now. What is done with it changes nothing here. */
  state(): Hash {
    return this.#inner.copy();
  }

  /** The signature in base64. Ends the message. */
  digest(): string {
    return createHash("sha256").update(this.#outer).update(this.#inner.digest()).digest("base64");
  }
}

/** The key fills the first block of each: zeros follow it, and one that is longer is hashed. */
function putPads(key: Secret, inner: Buffer, outer: Buffer): void {
  const given = Buffer.from(key.reveal());
  const used = given.length > blockBytes ? hash("sha256", given, "buffer") : given;
  for (let at = 0; at < blockBytes; at++) {
    const byte = at < used.length ? (used[at] as number) : 0;
    inner[at] = byte ^ innerPad;
    outer[at] = byte ^ outerPad;
  }
  given.fill(0);
}
