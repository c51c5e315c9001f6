import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createSession, isHttpCoreError, type Session } from "../../src/index.js";
import { fetchTransport, type FetchFunction } from "../../src/transports/fetch.js";
import { startRawServer, type LocalServer } from "../../src/testing/transport/local-server.js";
import { allTransports } from "../support/all-transports.js";

type Framing = "length" | "chunks" | "close";
/** What is sent: a whole body, or one whose connection ends in its middle. */
interface Sent {
  readonly encoding: string;
  readonly bytes: Buffer;
  readonly framing: Framing;
  readonly isCut?: boolean;
}

const text = JSON.stringify(Array.from({ length: 400 }, (_, index) => (index * 7919) % 1009));
const half = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.length / 2);

function serve({ encoding, bytes, framing, isCut = false }: Sent): Promise<LocalServer> {
  const fields = { length: [`Content-Length: ${bytes.length}`], chunks: ["Transfer-Encoding: chunked"], close: [] };
  const head = ["HTTP/1.1 200 OK", "Connection: close", `Content-Encoding: ${encoding}`, ...fields[framing]].join(
    "\r\n",
  );
  const body = isCut ? half(bytes) : bytes;
  const start = framing === "chunks" ? `${bytes.length.toString(16)}\r\n` : "";
  const end = framing === "chunks" && !isCut ? "\r\n0\r\n\r\n" : "";
  return startRawServer((socket) => {
    socket.end(Buffer.concat([Buffer.from(`${head}\r\n\r\n${start}`), body, Buffer.from(end)]));
  });
}

/** The text of the body, or the code of the error; read at once and as a stream. */
async function readBoth(session: Session): Promise<readonly unknown[]> {
  const code = (error: unknown): unknown => (isHttpCoreError(error) ? error.code : error);
  const whole = await session.get("/").then((response) => response.text(), code);
  const streamed = await session.get("/", { stream: true });
  return [whole, await streamed.text().catch(code)];
}

const packed: readonly (readonly [string, Buffer])[] = [
  ["gzip", gzipSync(text)],
  ["X-GZIP", gzipSync(text)],
  ["deflate", deflateSync(text)],
  ["deflate", deflateRawSync(text)],
  ["br", brotliCompressSync(text)],
  ["zstd", zstdCompressSync(text)],
  ["gzip, br", brotliCompressSync(gzipSync(text))],
  ["gzip, gzip", gzipSync(gzipSync(text))],
  ["gzip, identity", gzipSync(text)],
  ["identity, br", brotliCompressSync(text)],
  ["zstd,", zstdCompressSync(text)],
  ["utf-8, deflate", deflateSync(text)],
];
const rows = packed.flatMap(([encoding, bytes]) =>
  (["length", "chunks", "close"] as const).map((framing) => ({ encoding, bytes, framing })),
);
/** fetch decodes only lists without any other word. Of those it leaves alone the session decodes and checks the data. */
const isDecodedByFetch = (encoding: string): boolean =>
  encoding.split(",").every((word) => /^ *(x-gzip|gzip|br|deflate|zstd) *$/i.test(word));

describe.each(allTransports)("over $name a body", ({ name, make }) => {
  const isFetch = name === "fetch";

  it.each(rows)("encoded as $encoding, framed by $framing, is decoded if its end can be checked", async (row) => {
    await using server = await serve(row);
    await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
    const isRefused = isFetch && row.framing === "close" && isDecodedByFetch(row.encoding);
    const expected = isRefused ? "PROTOCOL_ERROR" : text;
    expect(await readBoth(session)).toEqual([expected, expected]);
  });

  it.each(rows.filter(({ framing }) => framing !== "close"))(
    "encoded as $encoding, framed by $framing, is an error where its connection ends too early",
    async (row) => {
      await using server = await serve({ ...row, isCut: true });
      await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
      const codes = await readBoth(session);
      for (const code of codes) expect(code).toMatch(/^(CONNECTION_RESET|PROTOCOL_ERROR|BODY_TRUNCATED)$/);
    },
  );

  it.each(rows)("encoded as $encoding, framed by $framing, is an error where its data is cut", async (row) => {
    await using server = await serve({ ...row, bytes: half(row.bytes) });
    await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
    const read = await readBoth(session);
    if (!isFetch || !isDecodedByFetch(row.encoding)) {
      expect(read).toEqual(["BODY_TRUNCATED", "BODY_TRUNCATED"]);
      return;
    }
    // fetch decodes what there is, and nothing shows that it is not all. Data that is still encoded is never handed on.
    const isPart = (result: unknown): boolean => text.startsWith(String(result)) && row.framing !== "close";
    for (const result of read) {
      if (!isPart(result)) expect(result).toMatch(/^(PROTOCOL_ERROR|BODY_TRUNCATED)$/);
    }
  });

  it.each([
    { what: "two members", bytes: [gzipSync(text), gzipSync("x")], expected: `${text}x` },
    { what: "zeros after it", bytes: [gzipSync(text), Buffer.alloc(50)], expected: text },
    { what: "text after it", bytes: [gzipSync(text), Buffer.from("garbage")], expected: text, isLostByFetch: true },
    {
      what: "a line end after two members",
      bytes: [gzipSync(text), gzipSync("x"), Buffer.from("\r\n")],
      expected: `${text}x`,
      isLostByFetch: true,
    },
  ])("of gzip with $what is read as browsers read it", async ({ bytes, expected, isLostByFetch }) => {
    await using server = await serve({ encoding: "gzip", bytes: Buffer.concat(bytes), framing: "length" });
    await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
    // The decoder of Node's fetch fails there.
    const result = isFetch && isLostByFetch === true ? "BODY_TRUNCATED" : expected;
    expect(await readBoth(session)).toEqual([result, result]);
  });

  it.each(["length", "chunks"] as const)(
    "is bounded by maxResponseBytes once decoded, framed by %s",
    async (framing) => {
      await using server = await serve({ encoding: "gzip", bytes: gzipSync(text), framing });
      await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
      await expect(session.get("/", { maxResponseBytes: text.length - 1 })).rejects.toMatchObject({
        code: "BODY_TOO_LARGE",
      });
      const response = await session.get("/", { maxResponseBytes: text.length });
      expect(await response.text()).toBe(text);
    },
  );

  it("that grows too much is an error", async () => {
    const bytes = gzipSync(Buffer.alloc(2_000_000));
    await using server = await serve({ encoding: "gzip", bytes, framing: "length" });
    await using session = createSession({ baseUrl: server.url, transport: make(), retry: false });
    expect(await readBoth(session)).toEqual(["BODY_TOO_LARGE", "BODY_TOO_LARGE"]);
  });
});

describe("a fetch transport", () => {
  const answer = (bytes: Uint8Array, headers: Record<string, string>, chunkBytes = bytes.length): FetchFunction => {
    return async () => {
      const chunks = Array.from({ length: Math.ceil(bytes.length / chunkBytes) }, (_, index) =>
        bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
      );
      return new Response(ReadableStream.from(chunks) as ReadableStream<Uint8Array>, { headers });
    };
  };
  const get = (fetch: FetchFunction) =>
    createSession({ baseUrl: "https://a.example", transport: fetchTransport({ fetch }), retry: false }).get("/");

  it("hands a decoded body on without the headers that describe the encoded one", async () => {
    const headers = { "content-encoding": "gzip", "content-length": "9", "content-type": "text/plain", etag: '"1"' };
    const response = await get(answer(Buffer.from(text), headers));
    expect([...response.headers.keys()].toSorted()).toEqual(["content-type", "etag"]);
    expect(await response.text()).toBe(text);
  });

  it.each([
    ["gzip", gzipSync(text)],
    ["x-gzip", gzipSync(text)],
    ["gzip, gzip", gzipSync(gzipSync(text))],
    ["br, gzip", gzipSync(brotliCompressSync(text))],
    ["deflate", deflateSync(text)],
    ["deflate", deflateSync(text, { level: 1 })],
    ["deflate", deflateSync(text, { level: 9 })],
    ["zstd", zstdCompressSync(text)],
  ])("refuses a body encoded as %s that its fetch has not decoded", async (encoding, bytes) => {
    for (const chunkBytes of [1, 3, bytes.length]) {
      const headers = { "content-encoding": encoding, "content-length": String(bytes.length) };
      await expect(get(answer(bytes, headers, chunkBytes))).rejects.toMatchObject({
        code: "PROTOCOL_ERROR",
        message: expect.stringContaining("fetch has not decoded it") as string,
      });
    }
  });

  it.each(["x", "(", "(µ", "x^", "\u001f", "\u001f\n", "", "PK", "hello"])(
    "keeps a decoded body that is %j",
    async (body) => {
      for (const encoding of ["gzip", "zstd", "br"]) {
        const fetch = answer(Buffer.from(body), { "content-encoding": encoding, "transfer-encoding": "chunked" }, 1);
        expect(await (await get(fetch)).text()).toBe(body);
      }
    },
  );

  it("passes a body on as it comes, once its first bytes are known", async () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const headers = { "content-encoding": "gzip", "transfer-encoding": "chunked" };
    const transport = fetchTransport({ fetch: async () => new Response(readable, { headers }) });
    const session = createSession({ baseUrl: "https://a.example", transport });
    const response = await session.get("/", { stream: true });
    const chunks = response.chunks()[Symbol.asyncIterator]();
    const writer = writable.getWriter();
    for (const event of [":", "data: 1\n\n", "data: 2\n\n"]) {
      void writer.write(Buffer.from(event));
      const { value } = (await chunks.next()) as IteratorYieldResult<Uint8Array>;
      expect(Buffer.from(value).toString()).toBe(event);
    }
    await writer.close();
    expect((await chunks.next()).done).toBe(true);
  });

  it("keeps the headers of a response to HEAD", async () => {
    const headers = { "content-encoding": "gzip", "content-length": "9" };
    const transport = fetchTransport({ fetch: async () => new Response(null, { headers }) });
    const response = await createSession({ baseUrl: "https://a.example", transport }).head("/");
    expect(Object.fromEntries(response.headers)).toEqual(headers);
  });
});
