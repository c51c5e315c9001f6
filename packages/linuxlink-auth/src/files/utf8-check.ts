import { isUtf8 } from "node:buffer";

/** Checks bytes that come in chunks for being UTF-8. */
export interface Utf8Check {
  /** False as soon as a chunk can't continue UTF-8 text. */
  accepts(chunk: Uint8Array): boolean;
  /** False where the text ended within a character. */
  isComplete(): boolean;
}

/** Makes a check for one text. */
export function utf8Check(): Utf8Check {
  let tail: Uint8Array = new Uint8Array();
  return {
    accepts(chunk) {
      const bytes = tail.length === 0 ? chunk : Buffer.concat([tail, chunk]);
      const whole = bytes.length - unfinished(bytes);
      tail = bytes.slice(whole);
      return isUtf8(bytes.subarray(0, whole));
    },
    isComplete: () => tail.length === 0,
  };
}

/** The least first byte of a character that is longer than one byte, two, three. */
const leads = [0xc0, 0xe0, 0xf0];

/** How many bytes at the end begin a character that goes on in the next chunk. */
function unfinished(bytes: Uint8Array): number {
  for (const [at, lead] of leads.entries()) {
    const byte = bytes.at(-1 - at);
    if (byte === undefined || byte < 0x80) return 0;
    if (byte >= 0xc0) return byte >= lead ? at + 1 : 0;
  }
  return 0;
}
