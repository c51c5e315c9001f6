import type { SupportedCoding } from "./codings.js";
import { concatBytes } from "../../util/platform/bytes.js";

const gzip = [Uint8Array.of(0x1f, 0x8b, 0x08)];

/** The first bytes of encoded data. Brotli data has no mark. */
const marks: Readonly<Record<SupportedCoding, readonly Uint8Array[]>> = {
  gzip,
  "x-gzip": gzip,
  zstd: [Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd)],
  deflate: [0x01, 0x5e, 0x9c, 0xda].map((level) => Uint8Array.of(0x78, level)),
  br: [],
};

/**
 * Passes a body that the client library has decoded, unless its first bytes show that it is still encoded. A start that may be
 * such a mark is held back until that is known.
 *
 * @param source - the decoded body
 * @param coding - that has been undone
 * @param createError - makes the error that is thrown for encoded data
 */
export async function* refuseEncoded(
  source: AsyncIterable<Uint8Array>,
  coding: SupportedCoding,
  createError: () => Error,
): AsyncIterable<Uint8Array> {
  let start: Uint8Array | undefined = new Uint8Array();
  for await (const chunk of source) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    const held = concatBytes([start, chunk]);
    if (marks[coding].some((mark) => startsWith(held, mark))) throw createError();
    start = held;
    if (marks[coding].some((mark) => startsWith(mark, held))) continue;
    yield held;
    start = undefined;
  }
  if (start !== undefined && start.length > 0) yield start;
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return start.length <= bytes.length && start.every((byte, at) => bytes[at] === byte);
}
