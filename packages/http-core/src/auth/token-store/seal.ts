import { nodeBuiltins } from "../../node-builtins.js";

const algorithm = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals text with AES-256-GCM and a new random nonce.
 *
 * @param text - what to keep
 * @param key - 32 bytes
 * @param associated - binds the record to its identity and origins; {@link unseal} needs the same text
 */
export function seal(text: string, key: Buffer, associated: string): string {
  const { createCipheriv, randomBytes } = nodeBuiltins.crypto;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(associated));
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64");
}

/**
 * Opens a record of {@link seal}.
 *
 * @param record - from the store
 * @param key - 32 bytes
 * @param associated - the text that the record was sealed with
 * @returns `undefined` if the key or the associated text differs, or if the record was changed in any way
 */
export function unseal(record: string, key: Buffer, associated: string): string | undefined {
  const bytes = Buffer.from(record, "base64");
  if (bytes.length < nonceBytes + tagBytes) return undefined;
  try {
    const decipher = nodeBuiltins.crypto
      .createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(associated))
      .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}
