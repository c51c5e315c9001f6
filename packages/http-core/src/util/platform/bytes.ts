import { hasNodeModules } from "./runtime.js";

// Node's `Buffer` is faster than what all runtimes have, and allocates less.

/** Returns the bytes of a text in UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return hasNodeModules ? Buffer.from(text) : new TextEncoder().encode(text);
}

/** Returns the number of bytes of a text in UTF-8. */
export function utf8Length(text: string): number {
  return hasNodeModules ? Buffer.byteLength(text) : encodeUtf8(text).length;
}

/** Joins chunks to new bytes. */
export function concatBytes(chunks: readonly Uint8Array[]): Uint8Array {
  if (hasNodeModules) return Buffer.concat(chunks);
  const joined = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    joined.set(chunk, at);
    at += chunk.length;
  }
  return joined;
}

/** Returns bytes as hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
  if (hasNodeModules) return bufferOf(bytes).toString("hex");
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Returns bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  if (hasNodeModules) return bufferOf(bytes).toString("base64url");
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Returns the bytes of base64, with or without padding. */
export function fromBase64(base64: string): Uint8Array {
  const digits = base64.replaceAll("=", "");
  // `atob` throws for a remaining digit that is not a whole byte.
  const whole = digits.length % 4 === 1 ? digits.slice(0, -1) : digits;
  return Uint8Array.from(atob(whole), (character) => character.charCodeAt(0));
}

/** Returns a view of the same bytes. */
function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
