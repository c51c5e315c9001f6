/**
 * Creates a nonce: 128 random bits as 32 hexadecimal digits. The service allows up to 128 characters without a colon. A
 * nonce must be new but need not be secret, since the signature covers it.
 *
 * @param random - returns a number from 0 up to, but not including, 1
 */
export function createNonce(random: () => number): string {
  const word = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return word() + word() + word() + word();
}
