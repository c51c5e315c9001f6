import { constants, createGzip, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TransportError } from "../../../src/index.js";
import { readGzip } from "../../../src/http/body/gzip.js";
import { readAll } from "../../../src/http/body/read-body.js";

const text = "hello, world ".repeat(20);
const member = gzipSync(text);
const other = gzipSync("and more");

async function read(bytes: Uint8Array, chunkBytes = bytes.length): Promise<string> {
  return Buffer.from(await readAll(readGzip(slices(bytes, chunkBytes)))).toString();
}

async function* slices(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** A member whose head has other flags and fields than that of Node. */
function withHead(flags: number, ...fields: readonly (string | Buffer)[]): Buffer {
  const head = Buffer.from(member.subarray(0, 10));
  head.writeUInt8(flags, 3);
  return Buffer.concat([head, ...fields.map((field) => Buffer.from(field)), member.subarray(10)]);
}

function changed(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  const index = at < 0 ? copy.length + at : at;
  copy.writeUInt8(copy.readUInt8(index) ^ 0xff, index);
  return copy;
}

const extra = Buffer.from([3, 0, 1, 2, 3]);
const readable: readonly (readonly [string, Buffer, string])[] = [
  ["one member", member, text],
  ["a member of no bytes", gzipSync(""), ""],
  ["several members", Buffer.concat([member, other, gzipSync(""), other]), `${text}and moreand more`],
  ["a text mark", withHead(0x01), text],
  ["a checksum of its head", withHead(0x02, "xx"), text],
  ["an extra field", withHead(0x04, extra), text],
  ["a file name", withHead(0x08, "name.txt\0"), text],
  ["a comment", withHead(0x10, "comment\0"), text],
  ["every field", withHead(0x1f, extra, "name\0", "comment\0", "xx"), text],
  ["zeros after it", Buffer.concat([member, Buffer.alloc(600)]), text],
  ["one zero after it", Buffer.concat([member, Buffer.alloc(1)]), text],
  ["text after it", Buffer.concat([member, Buffer.from("garbage")]), text],
  ["a line end after it", Buffer.concat([member, Buffer.from("\r\n")]), text],
  ["a lot of text after it", Buffer.concat([member, Buffer.alloc(200_000, "garbage")]), text],
  ["text after two members", Buffer.concat([member, other, Buffer.from("<!-- page -->")]), `${text}and more`],
  ["zeros and a member after it", Buffer.concat([member, Buffer.alloc(9), other]), text],
  ["data of another method after it", Buffer.concat([member, changed(other, 2)]), text],
];

const broken: readonly (readonly [string, Buffer])[] = [
  ["text", Buffer.from("<html>hello, this is no gzip</html>")],
  ["text before a member", Buffer.concat([Buffer.from("x"), member])],
  ["zeros", Buffer.alloc(40)],
  ["another method", changed(member, 2)],
  ["unknown flags", withHead(0x20)],
  ["broken data", changed(member, 12)],
  ["a wrong checksum", changed(member, -8)],
  ["a wrong size", changed(member, -1)],
  ["a wrong checksum of a second member", Buffer.concat([member, changed(other, -8)])],
  ["unknown flags of a second member", Buffer.concat([member, changed(other, 3)])],
  ["a name without an end", withHead(0x08, "x".repeat(10)).subarray(0, 20)],
];

describe.each([1, 2, 7, 64, 1_000_000])("gzip data in chunks of %i bytes", (chunkBytes) => {
  it.each(readable)("with %s is read", async (_, bytes, expected) => {
    expect(await read(bytes, chunkBytes)).toBe(expected);
  });

  it.each(broken)("with %s is an error", async (_, bytes) => {
    await expect(read(bytes, chunkBytes)).rejects.toBeInstanceOf(Error);
  });
});

describe("gzip data", () => {
  it("is an error wherever it is cut, except between two members", async () => {
    const both = Buffer.concat([member, other]);
    for (let length = 0; length < both.length; length++) {
      const result = await read(both.subarray(0, length)).catch(() => "cut");
      expect([length, result]).toEqual([length, length === member.length ? text : "cut"]);
    }
  });

  it("is the same whatever its members, its chunks and what follows", async () => {
    const chunkBytes = fc.integer({ min: 1, max: 300 });
    const garbage = fc.uint8Array({ maxLength: 50 }).filter(([first]) => first !== 0x1f);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.uint8Array({ maxLength: 2_000 }), { minLength: 1, maxLength: 4 }),
        garbage,
        chunkBytes,
        async (parts, rest, size) => {
          const bytes = Buffer.concat([...parts.map((part) => gzipSync(part)), rest]);
          const result = await readAll(readGzip(slices(bytes, size)));
          expect(Buffer.from(result)).toEqual(Buffer.concat(parts));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("is read as it comes, before its end is there", async () => {
    const gzip = createGzip({ flush: constants.Z_SYNC_FLUSH });
    const packed = gzip[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
    const chunks = readGzip({ [Symbol.asyncIterator]: () => packed })[Symbol.asyncIterator]();
    for (const event of ["one", "two", "three"]) {
      gzip.write(event);
      const { value } = (await chunks.next()) as IteratorYieldResult<Uint8Array>;
      expect(Buffer.from(value).toString()).toBe(event);
    }
    gzip.end();
    expect((await chunks.next()).done).toBe(true);
  });

  it("is not read further than what follows it", async () => {
    let chunksRead = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      yield member;
      for (;;) {
        chunksRead++;
        yield Buffer.from("garbage");
      }
    }
    expect(Buffer.from(await readAll(readGzip(endless()))).toString()).toBe(text);
    expect(chunksRead).toBe(1);
  });

  it.each([5, 30, member.length - 3, member.length])(
    "passes an error of its source on, after %i bytes",
    async (bytes) => {
      const fault = new TransportError("CONNECTION_RESET", "cut", { phase: "body", bytesSent: "some" });
      async function* failing(): AsyncIterable<Uint8Array> {
        yield member.subarray(0, bytes);
        throw fault;
      }
      await expect(readAll(readGzip(failing()))).rejects.toBe(fault);
    },
  );
});
