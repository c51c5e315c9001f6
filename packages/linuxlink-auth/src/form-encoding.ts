/** What Python's `quote_plus` leaves as it is: the unreserved characters of RFC 3986. */
const plainText = /^[A-Za-z0-9_.~-]*$/;

const percent = 0x25;
const hexDigits = Buffer.from("0123456789ABCDEF");

/** What each byte becomes where that is one byte; 0 where it is an escape. */
const singles = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte === 0x20) return 0x2b;
  return plainText.test(String.fromCharCode(byte)) ? byte : 0;
});

/** By how much each byte grows: a table costs the same for every byte, where a branch would be guessed wrong often. */
const growths = singles.map((single) => (single === 0 ? 2 : 0));

/**
 * Text as a form's name or value, byte for byte as Python's `urlencode` writes it: a space is `+`, escapes are upper
 * case, and `*` and `~` are treated the other way round than by `URLSearchParams`.
 *
 * @param text - well formed
 */
export function formEncode(text: string): string {
  return plainText.test(text) ? text : formEncodeBytes(Buffer.from(text, "utf8")).toString("latin1");
}

/**
 * The same for UTF-8 bytes, which may be any part of a longer value.
 *
 * @param bytes - any
 * @param encoded - where they are put. Default: a buffer of their own
 */
export function formEncodeBytes(
  bytes: Uint8Array,
  encoded: Buffer = Buffer.allocUnsafe(formEncodedLength(bytes)),
): Buffer {
  let at = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    const single = singles[byte] as number;
    if (single !== 0) {
      encoded[at++] = single;
    } else {
      encoded[at++] = percent;
      encoded[at++] = hexDigits[byte >> 4] as number;
      encoded[at++] = hexDigits[byte & 15] as number;
    }
  }
  return encoded.subarray(0, at);
}

/** How long bytes become when they are form-encoded. */
export function formEncodedLength(bytes: Uint8Array): number {
  let length = bytes.length;
  for (let index = 0; index < bytes.length; index++) length += growths[bytes[index] as number] as number;
  return length;
}
