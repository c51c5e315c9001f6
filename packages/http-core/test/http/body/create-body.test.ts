import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  createSession,
  formBody,
  factoryBody,
  InputError,
  Secret,
  type AuthScheme,
  type RequestOptions,
} from "../../../src/index.js";
import { loopback } from "../../support/loopback.js";

async function* chunks(...parts: string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe("a request's body", () => {
  const kinds: readonly (readonly [string, RequestOptions, { text: string; type?: string; length?: string }])[] = [
    ["text", { body: "héllo" }, { text: "héllo", type: "text/plain;charset=UTF-8", length: "6" }],
    ["bytes", { body: Buffer.from("abc") }, { text: "abc", length: "3" }],
    ["JSON", { json: { a: [1, null] } }, { text: '{"a":[1,null]}', type: "application/json", length: "14" }],
    [
      "a form",
      { form: { a: "b c", l: [1, true], n: null } },
      { text: "a=b+c&l=1&l=true", type: "application/x-www-form-urlencoded", length: "16" },
    ],
    [
      "a form with a stream",
      { form: { a: "1", f: factoryBody(() => chunks("x y", "é")) } },
      { text: "a=1&f=x+y%C3%A9", type: "application/x-www-form-urlencoded" },
    ],
    ["a stream", { body: chunks("ab", "cd") }, { text: "abcd" }],
    ["a factory", { body: () => chunks("ab", "cd") }, { text: "abcd" }],
    ["typed arrays", { body: new Uint16Array([0x6261, 0x6463]) }, { text: "abcd", length: "4" }],
    ["a part of a buffer", { body: new Uint8Array(Buffer.from("abcd")).subarray(1, 3) }, { text: "bc", length: "2" }],
    ["a DataView", { body: new DataView(Uint8Array.from(Buffer.from("abcd")).buffer, 2) }, { text: "cd", length: "2" }],
    ["an ArrayBuffer", { body: Uint8Array.from(Buffer.from("ab")).buffer }, { text: "ab", length: "2" }],
    ["a Blob", { body: new Blob(["ab", "cd"], { type: "text/x" }) }, { text: "abcd", type: "text/x", length: "4" }],
    ["a Blob without a type", { body: new Blob(["ab"]) }, { text: "ab", length: "2" }],
    [
      "parameters",
      { body: new URLSearchParams([["a", "b c"]]) },
      { text: "a=b+c", type: "application/x-www-form-urlencoded", length: "5" },
    ],
    [
      "a ready body",
      { body: formBody([["a", "1"]]) },
      { text: "a=1", type: "application/x-www-form-urlencoded", length: "3" },
    ],
  ];

  it.each(kinds)("of %s arrives as it is, with its type and length", async (_, options, expected) => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    await session.post("/", options);
    const { body, headers } = server.requests[0] ?? { body: "", headers: {} };
    expect({ text: body.toString(), type: headers["content-type"], length: headers["content-length"] }).toEqual({
      type: undefined,
      length: undefined,
      ...expected,
    });
  });

  it("that ends in a typed error of its own fails the call with that error, and is not sent whole", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    const own = new InputError("BODY_INVALID", "the file changed while it was sent");
    const body = factoryBody(async function* () {
      yield Buffer.from("begin");
      await Promise.resolve();
      throw own;
    });
    await expect(session.put("/", { body, retry: { idempotent: true } })).rejects.toBe(own);
    expect(server.requests).toHaveLength(0);
  });

  it.each(["POST", "PUT", "PATCH", "DELETE"])("that is absent from a %s is announced as empty", async (method) => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    await session.request("/", { method });
    expect(server.requests[0]?.headers).toMatchObject({ "content-length": "0" });
    expect(server.requests[0]?.headers).not.toHaveProperty("content-type");
  });

  it("is refused where JSON can't express it", async () => {
    const loop: { self?: unknown } = {};
    loop.self = loop;
    await expect(createSession().post("https://a.example/", { json: loop })).rejects.toMatchObject({
      code: "BODY_INVALID",
    });
    await expect(createSession().post("https://a.example/", { json: 1n })).rejects.toMatchObject({
      code: "BODY_INVALID",
    });
  });

  it("is one of json, form and body", async () => {
    await expect(createSession().post("https://a.example/", { json: 1, body: "x" })).rejects.toMatchObject({
      code: "OPTION_INVALID",
    });
  });
});

describe("an answer's body", () => {
  const text = JSON.stringify({ list: Array.from({ length: 500 }, (_, index) => index) });

  it.each([
    ["gzip", gzipSync(text)],
    ["br", brotliCompressSync(text)],
    ["GZIP", gzipSync(text)],
    ["identity", Buffer.from(text)],
    ["deflate", deflateSync(text)],
    ["deflate", deflateRawSync(text)],
    ["zstd", zstdCompressSync(text)],
    ["x-gzip", gzipSync(text)],
    ["gzip, identity", gzipSync(text)],
    ["identity, gzip", gzipSync(text)],
    ["gzip,", gzipSync(text)],
    [", gzip", gzipSync(text)],
    ["gzip, br", brotliCompressSync(gzipSync(text))],
    ["gzip, gzip", gzipSync(gzipSync(text))],
    ["gzip", Buffer.concat([gzipSync(text.slice(0, 99)), gzipSync(text.slice(99))])],
    ["gzip", Buffer.concat([gzipSync(text), Buffer.alloc(99)])],
    ["none", Buffer.from(text)],
    ["utf-8", Buffer.from(text)],
    ["binary, aws-chunked", Buffer.from(text)],
    ["aws-chunked, gzip", gzipSync(text)],
  ])("encoded as %s is decoded", async (encoding, bytes) => {
    await using server = await loopback(
      (_, response) => void response.setHeader("content-encoding", encoding).end(bytes),
    );
    await using session = createSession({ baseUrl: server.url });
    expect(await (await session.get("/")).text()).toBe(text);
  });

  const broken: readonly (readonly [string, string, Buffer, string])[] = [
    ["half a gzip", "gzip", gzipSync(text).subarray(0, 300), "BODY_TRUNCATED"],
    ["half a brotli", "br", brotliCompressSync(text).subarray(0, 100), "BODY_TRUNCATED"],
    ["plain text labelled gzip", "gzip", Buffer.from(text), "BODY_TRUNCATED"],
    [
      "a gzip with a wrong checksum",
      "gzip",
      Buffer.concat([gzipSync(text).subarray(0, -8), Buffer.alloc(8)]),
      "BODY_TRUNCATED",
    ],
    ["an unknown encoding", "compress", Buffer.from(text), "BODY_ENCODING"],
    ["two layers of gzip, of which one is missing", "gzip, gzip", gzipSync(text), "BODY_TRUNCATED"],
    ["a bomb of two layers", "gzip, gzip", gzipSync(gzipSync(Buffer.alloc(30_000_000))), "BODY_TOO_LARGE"],
    ["half a deflate", "deflate", deflateSync(text).subarray(0, 300), "BODY_TRUNCATED"],
    ["half a raw deflate", "deflate", deflateRawSync(text).subarray(0, 300), "BODY_TRUNCATED"],
    ["half a zstd", "zstd", zstdCompressSync(text).subarray(0, 100), "BODY_TRUNCATED"],
    ["encoded six times", "br, br, br, br, br, br", Buffer.from(text), "BODY_ENCODING"],
    ["gzip in an unknown encoding", "gzip, compress", gzipSync(text), "BODY_ENCODING"],
    ["a bomb", "gzip", gzipSync(Buffer.alloc(30_000_000)), "BODY_TOO_LARGE"],
  ];

  it.each(broken)("that is %s is an error", async (_, encoding, bytes, code) => {
    await using server = await loopback(
      (_request, response) => void response.setHeader("content-encoding", encoding).end(bytes),
    );
    await using session = createSession({ baseUrl: server.url, retry: false });
    await expect(session.get("/")).rejects.toMatchObject({ code });
    const streamed = await session.get("/", { stream: true });
    await expect(streamed.bytes()).rejects.toMatchObject({ code });
  });

  it("larger than maxResponseBytes is an error", async () => {
    await using server = await loopback((_, response) => void response.end("x".repeat(1001)));
    await using session = createSession({ baseUrl: server.url, maxResponseBytes: 1000 });
    await expect(session.get("/")).rejects.toMatchObject({ code: "BODY_TOO_LARGE" });
    expect((await session.get("/", { maxResponseBytes: 1001 })).status).toBe(200);
  });

  const costly: readonly (readonly [string, string, RequestOptions, string])[] = [
    [
      "of more values than the default allows",
      `[${"{},".repeat(2_000_000)}{}]`,
      {},
      "more JSON values than maxJsonValues (2000000)",
    ],
    [
      "of more values than maxJsonValues",
      `[${"{},".repeat(2000)}{}]`,
      { maxJsonValues: 2000 },
      "more JSON values than maxJsonValues (2000)",
    ],
    ["nested deeper than 1000 levels", "[".repeat(1001) + "]".repeat(1001), {}, "deeper than 1000 levels"],
  ];

  it.each(costly)("%s is no JSON to parse, and still bytes to read", async (_, json, options, words) => {
    await using server = await loopback((_request, response) => void response.end(json));
    await using session = createSession({ baseUrl: server.url });
    for (const stream of [false, true]) {
      const response = await session.get("/", { ...options, stream });
      const error: unknown = await response.json().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "BODY_TOO_LARGE", message: expect.stringContaining(words) });
    }
    expect(await (await session.get("/", options)).text()).toBe(json);
  });

  it("of exactly maxJsonValues values is parsed, also after a scheme has looked at it", async () => {
    await using server = await loopback((_, response) => void response.end(`[${"1,".repeat(1998)}1]`));
    const auth: AuthScheme = {
      name: "peeks",
      origins: [server.url],
      secrets: {},
      identity: () => ({ principal: "p", secret: new Secret("s") }),
      apply: (request) => request,
      classify: async (_, { peek }) => ((await peek(10)).byteLength > 0 ? "accepted" : "rejected"),
    };
    await using session = createSession({ baseUrl: server.url, auth, maxJsonValues: 2000, stream: true });
    await expect((await session.get("/")).json()).resolves.toHaveLength(1999);
    const tooMany = await session.get("/", { maxJsonValues: 1999 });
    await expect(tooMany.json()).rejects.toMatchObject({ code: "BODY_TOO_LARGE" });
  });

  it("may be read more than once where it was read whole", async () => {
    await using server = await loopback((_, response) => void response.end('{"a":1}'));
    await using session = createSession({ baseUrl: server.url });
    const response = await session.get("/");
    expect([
      await response.json(),
      await response.text(),
      (await response.bytes()).length,
      (await response.arrayBuffer()).byteLength,
    ]).toEqual([{ a: 1 }, '{"a":1}', 7, 7]);
  });

  it("is read once where it streams", async () => {
    await using server = await loopback((_, response) => void response.end("abc"));
    await using session = createSession({ baseUrl: server.url });
    const response = await session.get("/", { stream: true });
    const read: Uint8Array[] = [];
    for await (const chunk of response.body ?? []) read.push(chunk);
    expect(Buffer.concat(read).toString()).toBe("abc");
    await expect(response.bytes()).rejects.toMatchObject({ code: "BODY_USED" });
  });

  it.each([
    ["", "BODY_EMPTY"],
    ["   ", "BODY_EMPTY"],
    ["<html><title>Sign in</title>", "BODY_NOT_JSON"],
    ['{"a":1} trailing', "BODY_NOT_JSON"],
    ["NaN", "BODY_NOT_JSON"],
  ])("of %j is no JSON", async (body, code) => {
    await using server = await loopback((_, response) => void response.end(body));
    await using session = createSession({ baseUrl: server.url });
    await expect((await session.get("/")).json()).rejects.toMatchObject({ code });
  });

  it("that is not UTF-8 is refused as text and given as bytes", async () => {
    await using server = await loopback((_, response) => void response.end(Buffer.from([0xff, 0xfe])));
    await using session = createSession({ baseUrl: server.url });
    const response = await session.get("/");
    await expect(response.text()).rejects.toMatchObject({ code: "BODY_ENCODING" });
    expect([...(await response.bytes())]).toEqual([0xff, 0xfe]);
  });

  it("is checked and typed by a schema", async () => {
    const schema = {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: (value: unknown) =>
          typeof value === "object" && value !== null && "a" in value && typeof value.a === "number"
            ? { value: { a: value.a } }
            : { issues: [{ message: "must be a number", path: ["a"] }] },
      },
    } as const;
    await using server = await loopback(
      ({ url }, response) => void response.end(url === "/good" ? '{"a":1}' : '{"a":"1"}'),
    );
    await using session = createSession({ baseUrl: server.url });
    expect(await (await session.get("/good")).json(schema)).toEqual({ a: 1 });
    await expect((await session.get("/bad")).json(schema)).rejects.toMatchObject({
      code: "BODY_SCHEMA",
      message: expect.stringContaining("a: must be a number") as string,
    });
  });
});
