import type { InflateRaw } from "node:zlib";
import { nodeBuiltins } from "../../node-builtins.js";
import { ByteReader } from "./byte-reader.js";

/** The first bytes of each member: the file's mark and the method "deflate". */
const memberStart = Uint8Array.of(0x1f, 0x8b, 0x08);

const headBytes = 10;
const trailerBytes = 8;
/** Flags of a member's head: the parts after its ten bytes (RFC 1952 section 2.3.1). */
const flag = { checksum: 0x02, extra: 0x04, name: 0x08, comment: 0x10, reserved: 0xe0 } as const;

/**
 * Decompresses gzip data: one member or several. Anything else after a complete member ends the data, as in browsers:
 * servers add zeros, line ends and text. Node's own decoder fails there, and loses text that it has decoded.
 *
 * @param source - the compressed bytes; they are not read to their end if something follows the last member
 * @throws Error for data that is truncated or invalid
 */
export async function* readGzip(source: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const input = new ByteReader(source);
  do yield* readMember(input);
  while (await startsMember(input));
}

/** Whether another member follows. A truncated start is treated as a start, so that the truncation is noticed. */
async function startsMember(input: ByteReader): Promise<boolean> {
  const start = await input.read(memberStart.length);
  input.unread(start);
  return start.length > 0 && start.equals(memberStart.subarray(0, start.length));
}

async function* readMember(input: ByteReader): AsyncIterable<Uint8Array> {
  const { createInflateRaw, crc32 } = nodeBuiltins.zlib;
  await skipHead(input);
  const inflate = createInflateRaw();
  const isFed = feed(inflate, input);
  let checksum = 0;
  let bytes = 0;
  for await (const chunk of inflate as AsyncIterable<Uint8Array>) {
    checksum = crc32(chunk, checksum);
    bytes += chunk.byteLength;
    yield chunk;
  }
  await isFed;
  const trailer = await readAll(input, trailerBytes);
  if (trailer.readUInt32LE(0) !== checksum || trailer.readUInt32LE(4) !== bytes % 2 ** 32) throw brokenError();
}

async function skipHead(input: ByteReader): Promise<void> {
  const head = await readAll(input, headBytes);
  const flags = head.readUInt8(3);
  if (!head.subarray(0, 3).equals(memberStart) || (flags & flag.reserved) !== 0) throw brokenError();
  if ((flags & flag.extra) !== 0) await readAll(input, (await readAll(input, 2)).readUInt16LE());
  if ((flags & flag.name) !== 0) await skipText(input);
  if ((flags & flag.comment) !== 0) await skipText(input);
  if ((flags & flag.checksum) !== 0) await readAll(input, 2);
}

/** Skips text that ends with a zero. */
async function skipText(input: ByteReader): Promise<void> {
  for (;;) {
    const chunk = await input.next();
    if (chunk === undefined) throw brokenError();
    const end = chunk.indexOf(0);
    if (end !== -1) return input.unread(chunk.subarray(end + 1));
  }
}

/** Writes to a decoder until its data is complete, and puts back what follows. An error of the input becomes the decoder's. */
async function feed(inflate: InflateRaw, input: ByteReader): Promise<void> {
  let written = 0;
  try {
    while (!inflate.destroyed) {
      const chunk = await input.next();
      if (chunk === undefined) return void inflate.end();
      await new Promise<unknown>((resolve) => inflate.write(chunk, resolve));
      written += chunk.byteLength;
      const unused = written - inflate.bytesWritten;
      if (unused > 0) return input.unread(chunk.subarray(chunk.byteLength - unused));
    }
  } catch (error) {
    inflate.destroy(error as Error);
  }
}

async function readAll(input: ByteReader, count: number): Promise<Buffer> {
  const bytes = await input.read(count);
  if (bytes.length < count) throw brokenError();
  return bytes;
}

function brokenError(): Error {
  return new Error("gzip data is truncated or invalid");
}
