const plain = /^[A-Za-z0-9_.~-]$/;
const [plus, percent] = [0x2b, 0x25];

/** Form-encodes chunks of up to 64 KB with a table, into two alternating buffers. */
export function percentEncoder(): (chunk: Uint8Array) => Uint8Array {
  const kept = Uint8Array.from({ length: 256 }, (_, byte) => {
    if (byte === 0x20) return plus;
    return plain.test(String.fromCharCode(byte)) ? byte : 0;
  });
  const digits = Buffer.from("0123456789ABCDEF");
  let [next, other] = [Buffer.allocUnsafe(3 * 65_536), Buffer.allocUnsafe(3 * 65_536)];
  return (chunk) => {
    [next, other] = [other, next];
    let at = 0;
    for (let index = 0; index < chunk.length; index++) {
      const byte = chunk[index] as number;
      const single = kept[byte] as number;
      if (single !== 0) next[at++] = single;
      else {
        next[at++] = percent;
        next[at++] = digits[byte >> 4] as number;
        next[at++] = digits[byte & 15] as number;
      }
    }
    return next.subarray(0, at);
  };
}
