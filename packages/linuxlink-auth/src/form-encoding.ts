/** What Python's `quote_plus` leaves as it is: the unreserved characters of RFC 3986. */
const plainText = /^[A-Za-z0-9_.~-]*$/;

const percent = 0x25;
const plus = 0x2b;
const space = 0x20;
const hexDigits = Buffer.from("0123456789ABCDEF");

/** How many bytes each byte becomes: one, or three for an escape. */
const widths = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === space || plainText.test(String.fromCharCode(byte)) ? 1 : 3,
);

/**
 * Text as a form's name or value, byte for byte as Python's `urlencode` writes it: a space is `+`, escapes are upper
 * case, and `*` and `~` are treated the other way round than by `URLSearchParams`.
 *
 * @param text - well formed
 */
export function formEncode(text: string): string {
  return plainText.test(text) ? text : formEncodeBytes(Buffer.from(text, "utf8")).toString("latin1");
}

/** The same for UTF-8 bytes, which may be any part of a longer value. */
export function formEncodeBytes(bytes: Uint8Array): Buffer {
  const encoded = Buffer.allocUnsafe(formEncodedLength(bytes));
  let at = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (widths[byte] === 1) {
      encoded[at++] = byte === space ? plus : byte;
    } else {
      encoded[at++] = percent;
      encoded[at++] = hexDigits[byte >> 4] as number;
      encoded[at++] = hexDigits[byte & 15] as number;
    }
  }
  return encoded;
}

/** How long bytes become when they are form-encoded. */
export function formEncodedLength(bytes: Uint8Array): number {
  let length = 0;
  for (let index = 0; index < bytes.length; index++) length += widths[bytes[index] as number] as number;
  return length;
}
