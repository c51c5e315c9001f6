const [percent, plus, space] = [0x25, 0x2b, 0x20];

/**
 * Decodes form-encoded pairs (WHATWG URL, 5.1). It works on bytes, because an upload can have a hundred megabytes and
 * string operations are slow at that size.
 *
 * @param encoded - a query without its `?`, or a form body
 * @returns the names and values in their order; a name without `=` has an empty value
 */
export function decodeForm(encoded: Uint8Array): [string, string][] {
  const bytes = Buffer.from(encoded.buffer, encoded.byteOffset, encoded.length);
  return splitPairs(bytes).map((pair) => {
    const equals = pair.indexOf("=");
    if (equals === -1) return [decode(pair), ""];
    return [decode(pair.subarray(0, equals)), decode(pair.subarray(equals + 1))];
  });
}

/** Splits at each `&`, and leaves out empty pairs. */
function splitPairs(bytes: Buffer): Buffer[] {
  const found: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const next = bytes.indexOf("&", start);
    const end = next === -1 ? bytes.length : next;
    if (end > start) found.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return found;
}

function decode(encoded: Buffer): string {
  const decoded = Buffer.allocUnsafe(encoded.length);
  let length = 0;
  for (let index = 0; index < encoded.length; index++) {
    const byte = encoded[index] ?? 0;
    const escaped = byte === percent ? hexByte(encoded, index + 1) : undefined;
    if (escaped !== undefined) index += 2;
    decoded[length++] = escaped ?? (byte === plus ? space : byte);
  }
  return decoded.toString("utf8", 0, length);
}

/** Returns the byte that two hexadecimal digits encode; undefined if they are not such digits. */
function hexByte(bytes: Buffer, index: number): number | undefined {
  const [high, low] = [hexDigit(bytes[index]), hexDigit(bytes[index + 1])];
  return high === undefined || low === undefined ? undefined : high * 16 + low;
}

function hexDigit(byte = 0): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte & ~0x20;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : undefined;
}
