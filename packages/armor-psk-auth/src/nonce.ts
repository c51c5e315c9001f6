/**
 * A value that no other request has: 128 bits as 32 hexadecimal digits, within the service's 128 characters and without
 * its separator. It need not be secret, only new: the signature covers it.
 *
 * @param random - a number from 0 to 1
 */
export function newNonce(random: () => number): string {
  const word = (): string =>
    Math.floor(random() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  return word() + word() + word() + word();
}
