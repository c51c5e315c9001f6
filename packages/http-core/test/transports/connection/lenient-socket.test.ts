import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { createSession, isHttpCoreError } from "../../../src/index.js";
import { undiciTransport } from "../../../src/transports/undici.js";

const ok = (body: string): string => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
const unasked = "HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n";

/** A server that sends some pieces for each request, each on its own. */
async function pieceServer(pieces: readonly string[]): Promise<{ url: string; received: string[] } & AsyncDisposable> {
  const received: string[] = [];
  const server = createServer((socket) => {
    socket.setNoDelay(true).on("error", () => {});
    socket.on("data", async (head) => {
      received.push(head.toString());
      for (const piece of pieces) {
        socket.write(piece);
        await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async [Symbol.asyncDispose]() {
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("a connection of undici", () => {
  it.each<[string, readonly string[], string]>([
    ["no 100", [ok("hello")], "hello"],
    ["one 100", [unasked, ok("hello")], "hello"],
    ["one 100 with the response", [unasked + ok("hello")], "hello"],
    ["several", [unasked, unasked + unasked, ok("hello")], "hello"],
    ["a 100 byte by byte", [...`${unasked}${ok("hello")}`], "hello"],
    ["a 103 after a 100", [`${unasked}HTTP/1.1 103 Early Hints\r\n\r\n`, ok("hello")], "hello"],
    ["a body that looks like a 100", [ok(unasked)], unasked],
    ["a body that looks like a 100, on its own", [ok(unasked).slice(0, -unasked.length), unasked], unasked],
    ["a response that starts like a 100", ["HTTP/1.1 1", ok("hello").slice(10)], "PROTOCOL_ERROR"],
    ["too many", [unasked.repeat(100)], "CONNECTION_RESET"],
    [
      "a 100 with a head of 16 KB",
      ["HTTP/1.1 100 Continue\r\n", `${"X-A: b\r\n".repeat(2_000)}\r\n`, ok("hello")],
      "hello",
    ],
    ["a 100 without an end", ["HTTP/1.1 100 Continue\r\n", "X-A: b\r\n".repeat(20_000)], "HEADERS_TOO_LARGE"],
  ])("returns the response after %s, twice", async (_, pieces, expected) => {
    await using server = await pieceServer(pieces);
    const transport = undiciTransport();
    await using session = createSession({ baseUrl: server.url, transport, retry: false });
    for (let i = 0; i < 2; i++) {
      const result = await session.get("/").then(
        (response) => response.text(),
        (error: unknown) => (isHttpCoreError(error) ? error.code : error),
      );
      expect(result).toBe(expected);
    }
    await transport.close?.();
  });

  it.each([
    ["DELETE", {}, "content-length: 0"],
    ["DELETE", { body: "" }, "content-length: 0"],
    ["DELETE", { body: "abc" }, "content-length: 3"],
    ["DELETE", { body: () => chunks("abc") }, "transfer-encoding: chunked"],
    ["POST", {}, "content-length: 0"],
    ["GET", {}, undefined],
    ["OPTIONS", {}, undefined],
    ...["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"].flatMap(
      (method): [string, object, string][] => [
        [method, { body: "" }, "content-length: 0"],
        [method, { body: new Uint8Array() }, "content-length: 0"],
      ],
    ),
    ["GET", { body: "abc" }, "content-length: 3"],
    ["GET", { body: () => chunks("abc") }, "transfer-encoding: chunked"],
  ])("frames a %s with %j by %s alone", async (method, options, framing) => {
    await using server = await pieceServer([ok("")]);
    const transport = undiciTransport();
    await using session = createSession({ baseUrl: server.url, transport });
    await session.request("/", { method, ...options });
    const fields = server.received[0]
      ?.split("\r\n")
      .filter((line) => /^(content-length|transfer-encoding):/i.test(line));
    expect(fields).toEqual(framing === undefined ? [] : [framing]);
    expect(server.received[0]).not.toMatch(/empty-body/i);
    await transport.close?.();
  });
});

async function* chunks(...texts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}
