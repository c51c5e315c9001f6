import type { SupportedCoding } from "./codings.js";

const gzip = [Buffer.from([0x1f, 0x8b, 0x08])];

/** The first bytes of encoded data. Brotli data has no mark. */
const marks: Readonly<Record<SupportedCoding, readonly Buffer[]>> = {
  gzip,
  "x-gzip": gzip,
  zstd: [Buffer.from([0x28, 0xb5, 0x2f, 0xfd])],
  deflate: [0x01, 0x5e, 0x9c, 0xda].map((level) => Buffer.from([0x78, level])),
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
  let start: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of source) {
    if (start === undefined) {
      yield chunk;
      continue;
    }
    start = Buffer.concat([start, chunk]);
    if (marks[coding].some((mark) => isStart(mark, start))) throw createError();
    if (marks[coding].some((mark) => isStart(start, mark))) continue;
    yield start;
    start = undefined;
  }
  if (start !== undefined && start.length > 0) yield start;
}

function isStart(start: Buffer | undefined, bytes: Buffer | undefined): boolean {
  return start !== undefined && bytes?.subarray(0, start.length).equals(start) === true;
}
