const nonceBytes = 16;

/**
 * Creates a nonce: 128 random bits as 32 hexadecimal digits. The service allows up to 128 characters without a colon. A
 * nonce must be new but need not be secret, since the signature covers it.
 *
 * @param randomBytes - returns as many random bytes as it is asked for
 */
export function createNonce(randomBytes: (length: number) => Uint8Array): string {
  return Buffer.from(randomBytes(nonceBytes)).toString("hex");
}
