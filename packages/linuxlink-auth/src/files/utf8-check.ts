import { isUtf8 } from "node:buffer";

/** Checks that bytes which arrive in chunks are UTF-8. */
export interface Utf8Check {
  /** False if the chunk can't continue UTF-8 text. */
  accepts(chunk: Uint8Array): boolean;
  /** False if the text ended inside a character. */
  isComplete(): boolean;
}

/** Creates a check for one text. */
export function utf8Check(): Utf8Check {
  let tail: Uint8Array = new Uint8Array();
  return {
    accepts(chunk) {
      const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
      const completeLength = bytes.length - unfinishedLength(bytes);
      tail = bytes.slice(completeLength);
      return isUtf8(bytes.subarray(0, completeLength));
    },
    isComplete: () => tail.length === 0,
  };
}

/** The smallest first byte of a character that is longer than one, two or three bytes. */
const minLeadBytes = [0xc0, 0xe0, 0xf0];

/** Counts the bytes at the end that begin a character which continues in the next chunk. */
function unfinishedLength(bytes: Uint8Array): number {
  for (const [at, minLeadByte] of minLeadBytes.entries()) {
    const byte = bytes.at(-1 - at);
    if (byte === undefined || byte < 0x80) return 0;
    if (byte >= 0xc0) return byte >= minLeadByte ? at + 1 : 0;
  }
  return 0;
}
