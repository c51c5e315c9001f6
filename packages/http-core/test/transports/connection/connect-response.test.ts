import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maxConnectHeadBytes } from "../../../src/defaults.js";
import { ConnectResponse } from "../../../src/transports/connection/connect-response.js";
import { ProxyError } from "../../../src/transports/connection/proxy-error.js";

/** Reads chunks up to the end of the head, and returns all bytes that belong to the server. */
function read(chunks: readonly Buffer[]): Buffer | undefined {
  const response = new ConnectResponse();
  for (const [index, chunk] of chunks.entries()) {
    const rest = response.read(chunk);
    if (rest !== undefined) return Buffer.concat([rest, ...chunks.slice(index + 1)]);
  }
  return undefined;
}

/** Cuts bytes at some places. */
function cut(bytes: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...ends].map((start, index) => bytes.subarray(start, ends[index] ?? bytes.length));
}

describe("a response to CONNECT", () => {
  it("gives the server's bytes behind the head, wherever the network cuts it", () => {
    const heads = ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.0 200\r\nA: b\r\n\r\n", "HTTP/1.1 200 \nContent-Length: 5\n\n"];
    fc.assert(
      fc.property(
        fc.constantFrom(...heads),
        fc.uint8Array(),
        fc.array(fc.nat(), { maxLength: 20 }),
        (head, rest, places) => {
          const chunks = cut(Buffer.concat([Buffer.from(head), rest]), places);
          expect(read(chunks)).toEqual(Buffer.from(rest));
        },
      ),
    );
  });

  it("is refused for every other status, as soon as its first line is there", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), (status) => {
        fc.pre(status !== 200);
        expect(() => read([Buffer.from(`HTTP/1.1 ${status} x\r\n`)])).toThrow(expect.objectContaining({ status }));
      }),
    );
  });

  it.each([
    "SSH-2.0",
    "HTTP/2 200\r\n",
    "HTTP/1.1\r\n",
    "HTTP/1.1 20\r\n",
    "HTTP/1.1 2000 OK\r\n",
    "HTTP/1.1 200OK\r\n",
    "\r\n",
    "\0",
  ])("is refused where it is not HTTP: %j", (text) => {
    expect(() => read([Buffer.from(text)])).toThrow(ProxyError);
  });

  it.each(["", "H", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK\r\nA: b\r\n"])("is incomplete: %j", (text) => {
    expect(read([Buffer.from(text)])).toBeUndefined();
  });

  it("is refused where its head is larger than 16 KB, in one piece or in many", () => {
    const head = `HTTP/1.1 200 OK\r\nA: ${"a".repeat(maxConnectHeadBytes)}\r\n\r\n`;
    expect(() => read([Buffer.from(head)])).toThrow(ProxyError);
    expect(() => read(cut(Buffer.from(head), [1_000, 5_000, 12_000, 16_000]))).toThrow(ProxyError);
    const rest = Buffer.alloc(4 * maxConnectHeadBytes);
    expect(read([Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\n\r\n"), rest])])).toEqual(rest);
  });
});
