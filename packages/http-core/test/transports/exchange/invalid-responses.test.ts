import { createServer, type AddressInfo, type Socket } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createSession, gotTransport, isHttpCoreError, type Transport } from "../../../src/index.js";
import { fetchTransport } from "../../../src/transports/fetch.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";

interface Row {
  readonly name: string;
  /** What the server sends, and then closes. */
  readonly answer: string | Buffer;
  /** After the answer: the connection is reset, or stays open. */
  readonly after?: "reset" | "open";
  /** The code of the error, or the text of the body. */
  readonly expected: string;
  /** Where another transport does it in another way, as it may. */
  readonly undici?: string;
  readonly fetch?: string;
}

const ok = "HTTP/1.1 200 OK\r\n";
const head = (...fields: readonly string[]): string => `${ok}${fields.map((field) => `${field}\r\n`).join("")}\r\n`;
const packed = (encoding: string, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(head(`content-encoding: ${encoding}`, `content-length: ${bytes.length}`)), bytes]);
const chunked = "transfer-encoding: chunked";
// fetch leaves this body encoded, so this transport refuses it.
const refusedByFetch = { fetch: "PROTOCOL_ERROR" };

const rows: readonly Row[] = [
  { name: "a body shorter than announced", answer: `${head("content-length: 9")}x`, expected: "CONNECTION_RESET" },
  { name: "the same, reset", answer: `${head("content-length: 9")}x`, after: "reset", expected: "CONNECTION_RESET" },
  { name: "chunks without an end", answer: `${head(chunked)}5\r\nhello\r\n`, expected: "CONNECTION_RESET" },
  { name: "a chunk cut in the middle", answer: `${head(chunked)}5\r\nhe`, expected: "CONNECTION_RESET" },
  { name: "a body that ends with its connection", answer: `${head()}hello`, expected: "hello" },
  // fetch has no way to tell a reset from the end of a body without a length.
  { name: "the same, reset", answer: `${head()}he`, after: "reset", expected: "CONNECTION_RESET", fetch: "he" },
  {
    name: "a body longer than announced",
    answer: `${head("content-length: 5")}hello, world`,
    after: "open",
    expected: "PROTOCOL_ERROR",
    undici: "hello",
    fetch: "hello",
  },
  ...[
    ["content-length: 5", "content-length: 6"],
    ["content-length: 5", "content-length: 5"],
    ["content-length: 5", chunked],
    ["content-length: -5"],
    ["content-length: 5x"],
    ["content-length: 5, 5"],
  ].map((fields) => ({
    name: fields.join(" and "),
    answer: `${head(...fields)}5\r\nhello\r\n0\r\n\r\n`,
    expected: "PROTOCOL_ERROR",
  })),
  { name: "gzip", answer: packed("gzip", gzipSync("hello")), expected: "hello" },
  { name: "gzip in capitals", answer: packed("GZIP", gzipSync("hello")), expected: "hello" },
  { name: "brotli", answer: packed("br", brotliCompressSync("hello")), expected: "hello" },
  { name: "deflate", answer: packed("deflate", deflateSync("x")), expected: "x" },
  {
    name: "an unknown encoding",
    answer: packed("compress", Buffer.from("x")),
    expected: "BODY_ENCODING",
    ...refusedByFetch,
  },
  { name: "no encoding, said aloud", answer: packed("identity", Buffer.from("hello")), expected: "hello" },
  { name: "a word that is no encoding", answer: packed("utf-8", Buffer.from("hello")), expected: "hello" },
  ...["gzip", "br", "deflate", "zstd", "compress"].map((encoding) => ({
    name: `no byte, encoded as ${encoding}`,
    answer: packed(encoding, Buffer.alloc(0)),
    expected: "",
  })),
  { name: "an empty name of an encoding", answer: packed("", Buffer.from("hello")), expected: "hello" },
  {
    name: "gzip within gzip",
    answer: packed("gzip, gzip", gzipSync(gzipSync("hello"))),
    expected: "hello",
  },
  {
    name: "gzip cut in the middle",
    answer: packed("gzip", gzipSync("hello, world").subarray(0, 20)),
    expected: "BODY_TRUNCATED",
    // fetch does not notice that data is cut which is all there by its length.
    fetch: "hello, wo",
  },
  {
    name: "gzip of a thousand times its size",
    answer: packed("gzip", gzipSync(Buffer.alloc(2_000_000))),
    expected: "BODY_TOO_LARGE",
  },
  {
    name: "a 204 with a body",
    answer: "HTTP/1.1 204 No\r\ncontent-length: 5\r\n\r\nhello",
    after: "open",
    expected: "",
  },
  { name: "an empty body in chunks", answer: `${head(chunked)}0\r\n\r\n`, expected: "" },
  { name: "a head of 100 KB", answer: head(`a: ${"x".repeat(100_000)}`), expected: "HEADERS_TOO_LARGE" },
  { name: "a NUL in a header", answer: head("a: x\0y", "content-length: 0"), expected: "PROTOCOL_ERROR" },
  { name: "a folded header", answer: head("a: x\r\n y", "content-length: 0"), expected: "PROTOCOL_ERROR" },
  { name: "a space before a colon", answer: head("a : x", "content-length: 0"), expected: "PROTOCOL_ERROR" },
  {
    name: "a change of protocol",
    answer: "HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
    after: "open",
    expected: "PROTOCOL_ERROR",
    undici: "CONNECTION_RESET",
    fetch: "CONNECTION_RESET",
  },
  ...["000", "99", "600", "999"].map((status) => ({
    name: `the status ${status}`,
    answer: `HTTP/1.1 ${status} X\r\ncontent-length: 0\r\n\r\n`,
    expected: "PROTOCOL_ERROR",
  })),
  { name: "another protocol", answer: "SSH-2.0-OpenSSH_9\r\n", expected: "PROTOCOL_ERROR" },
  { name: "HTTP without a head", answer: "<html>hello</html>", expected: "PROTOCOL_ERROR" },
  { name: "HTTP/2", answer: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", expected: "PROTOCOL_ERROR" },
  { name: "nothing at all", answer: "", expected: "CONNECTION_RESET" },
  { name: "a reset at once", answer: "", after: "reset", expected: "CONNECTION_RESET" },
];

/** A server that answers each request with the same bytes. */
async function wireServer({
  answer,
  after,
}: Pick<Row, "answer" | "after">): Promise<{ url: string; requests(): number } & AsyncDisposable> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("data", () => {
      requests++;
      if (after === undefined) socket.end(answer);
      // What was written is read before the reset that follows it a moment later.
      else socket.write(answer, () => after === "reset" && setTimeout(() => socket.resetAndDestroy(), 20));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const transports: readonly { readonly name: string; readonly make: () => Transport }[] = [
  { name: "got", make: gotTransport },
  { name: "node", make: nodeTransport },
  { name: "undici", make: undiciTransport },
  { name: "fetch", make: fetchTransport },
];

describe.each(transports)("an answer over $name", ({ name: transport, make }) => {
  it.each(rows)("with $name", async (row) => {
    const byWay: Readonly<Record<string, string | undefined>> = { undici: row.undici, fetch: row.fetch };
    await using server = await wireServer(row);
    await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
    const result = await session.get("/").then(
      (response) => response.text(),
      (error: unknown) => (isHttpCoreError(error) ? error.code : error),
    );
    expect(result).toBe(byWay[transport] ?? row.expected);
  });

  it("takes no header from a trailer", async () => {
    const trailers = "set-cookie: a=1\r\nx-trailer: 1\r\n";
    await using server = await wireServer({ answer: `${head(chunked)}5\r\nhello\r\n0\r\n${trailers}\r\n` });
    await using session = createSession({ baseUrl: server.url, transport: make() });
    const response = await session.get("/");
    expect(await response.text()).toBe("hello");
    expect(response.headers.has("x-trailer")).toBe(false);
    expect(await session.cookies.getCookies(server.url)).toEqual([]);
  });

  it("with two Locations leads nowhere", async () => {
    const answer = "HTTP/1.1 302 Found\r\nlocation: /a\r\nlocation: /b\r\ncontent-length: 0\r\n\r\n";
    await using server = await wireServer({ answer });
    await using session = createSession({ baseUrl: server.url, transport: make() });
    await expect(session.get("/")).rejects.toMatchObject({ code: "REDIRECT_REFUSED" });
    expect(server.requests()).toBe(1);
  });

  it("without a body where JSON was expected is told by its name", async () => {
    await using server = await wireServer({ answer: head("content-length: 0") });
    await using session = createSession({ baseUrl: server.url, transport: make() });
    await expect(session.get("/").then((response) => response.json())).rejects.toMatchObject({ code: "BODY_EMPTY" });
  });
});
