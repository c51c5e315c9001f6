import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import {
  bytesBody,
  createSession,
  factoryBody,
  fileBody,
  jsonBody,
  multipartBody,
  Secret,
  streamBody,
  type AuthScheme,
  type Body,
  type BodyPart,
  type InputError,
  type MultipartFields,
} from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { allTransports } from "../../support/all-transports.js";
import { loopback, type WireRequest } from "../../support/loopback.js";

const folder = mkdtempSync(join(tmpdir(), "multipart-"));
const path = join(folder, "règle 1.txt");
writeFileSync(path, "from a file");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The parts that a parser of another library finds. */
async function parse(body: Uint8Array, contentType: string): Promise<unknown[]> {
  const form = await new Response(Uint8Array.from(body), { headers: { "content-type": contentType } }).formData();
  const parts = [...form].map(async ([name, value]) =>
    typeof value === "string" ? [name, value] : [name, value.name, value.type, await value.text()],
  );
  return Promise.all(parts);
}

async function bytesOf(body: Body): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const received = ({ body, headers }: WireRequest): Promise<unknown[]> => parse(body, headers["content-type"] ?? "");

describe("a multipart form", () => {
  const file = new File(["from memory"], "a.txt", { type: "text/plain" });
  const kinds: readonly (readonly [string, () => MultipartFields, unknown[]])[] = [
    [
      "text, numbers and booleans",
      () => ({ a: "é", n: 1.5, b: false }),
      [
        ["a", "é"],
        ["n", "1.5"],
        ["b", "false"],
      ],
    ],
    [
      "lists, null and undefined",
      () => ({ a: ["1", "2"], n: null, u: undefined }),
      [
        ["a", "1"],
        ["a", "2"],
      ],
    ],
    [
      "pairs",
      () => [
        ["a", "1"],
        ["a", "2"],
      ],
      [
        ["a", "1"],
        ["a", "2"],
      ],
    ],
    [
      "a file by its path",
      () => ({ f: fileBody(path) }),
      [["f", "règle 1.txt", "application/octet-stream", "from a file"]],
    ],
    [
      "a file with a type",
      () => ({ f: fileBody(path, "text/plain") }),
      [["f", "règle 1.txt", "text/plain", "from a file"]],
    ],
    ["a File", () => ({ f: file }), [["f", "a.txt", "text/plain", "from memory"]]],
    ["a Blob", () => ({ f: new Blob(["x"]) }), [["f", "blob", "application/octet-stream", "x"]]],
    [
      "a body with a name",
      () => ({ f: { ...bytesBody(Buffer.from("x")), fileName: "n" } }),
      [["f", "n", "application/octet-stream", "x"]],
    ],
    ["JSON as a field", () => ({ j: jsonBody({ a: 1 }) }), [["j", '{"a":1}']]],
    [
      "a FormData",
      () =>
        formData([
          ["a", "1"],
          ["f", file],
        ]),
      [
        ["a", "1"],
        ["f", "a.txt", "text/plain", "from memory"],
      ],
    ],
    ["an odd name", () => ({ 'a"b\r\nc': "1" }), [['a"b\r\nc', "1"]]],
    ["line ends", () => ({ a: "1\n2\r3\r\n4" }), [["a", "1\r\n2\r\n3\r\n4"]]],
  ];

  it.each(kinds)("of %s arrives, with its length", async (_, fields, expected) => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    await session.post("/", { body: multipartBody(fields()) });
    const [request] = server.requests;
    expect(request?.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=form-[0-9a-f-]{36}$/);
    expect(request?.headers["content-length"]).toBe(String(request?.body.length));
    expect(await received(request as WireRequest)).toEqual(expected);
  });

  it.each(allTransports)("with a file and a stream is sent in chunks over $name", async ({ make }) => {
    await using server = await loopback();
    const transport = make();
    await using session = createSession({ baseUrl: server.url, transport });
    async function* stream(): AsyncGenerator<Uint8Array> {
      for (let index = 0; index < 3; index++) yield Buffer.from("chunk ");
    }
    await session.post("/", { body: multipartBody({ f: fileBody(path), s: factoryBody(stream) }) });
    const [request] = server.requests;
    expect(request?.headers["content-length"]).toBeUndefined();
    expect(await received(request as WireRequest)).toEqual([
      ["f", "règle 1.txt", "application/octet-stream", "from a file"],
      ["s", "chunk chunk chunk "],
    ]);
    await transport.close?.();
  });

  it("is the same in each attempt, unless it has a stream", async () => {
    const body = multipartBody({ a: "1", f: await openAsBlob(path) });
    expect(body.replayable).toBe(true);
    expect(await bytesOf(body)).toEqual(await bytesOf(body));
    expect(multipartBody({ s: streamBody(factoryBody(async function* () {}).open()) }).replayable).toBe(false);
  });

  it("arrives with its names, texts and length, whatever they are", async () => {
    const text = fc.string({ unit: "grapheme" });
    const property = fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1 }), async (pairs) => {
      const body = multipartBody(pairs);
      const bytes = await bytesOf(body);
      const lines = (value: string): string => value.replace(/\r\n?|\n/g, "\r\n");
      expect(bytes.length).toBe(body.length);
      expect(await parse(bytes, body.contentType ?? "")).toEqual(pairs.map((pair) => pair.map(lines)));
    });
    await fc.assert(property, { numRuns: 200 });
  });

  it("shows its parts to a scheme, before they are encoded", async () => {
    const seen: (readonly BodyPart[] | undefined)[] = [];
    const auth: AuthScheme = {
      name: "parts",
      origins: ["https://api.example.com"],
      secrets: {},
      identity: () => ({ principal: "ada", secret: new Secret("s") }),
      apply(request) {
        seen.push(request.body?.parts);
        return request;
      },
    };
    await using session = createSession({
      baseUrl: "https://api.example.com",
      auth,
      transport: memoryTransport(() => 200),
    });
    await session.post("/", { body: multipartBody({ a: 1, f: fileBody(path, "text/plain") }) });
    const value = expect.objectContaining({ length: 11, fileName: "règle 1.txt" }) as Body;
    expect(seen).toEqual([
      [
        { name: "a", value: "1" },
        { name: "f", fileName: "règle 1.txt", contentType: "text/plain", value },
      ],
    ]);
  });

  it("hides the secrets among its fields, as other forms do", async () => {
    const transport = memoryTransport(() => ({ status: 400, body: { message: "wrong password: hunter2-9f31" } }));
    await using session = createSession({ baseUrl: "https://api.example.com", transport });
    const call = session.post("/", { body: multipartBody({ password: "hunter2-9f31" }) });
    const error: unknown = await call.catch((reason: unknown) => reason);
    expect(String(error)).toContain("wrong password");
    expect(String(error)).not.toContain("hunter2");
  });

  it.each([{}, Symbol("s"), 1n, Number.NaN, [[1]]])("has no field %s", (value) => {
    const error = expect.objectContaining({ code: "BODY_INVALID", message: expect.stringContaining('"a"') as string });
    expect(() => multipartBody({ a: value as never })).toThrow(error as Error);
  });

  it.each(["text/plain\r\nX-Evil: 1", "é", ""])("has no part of type %j", (contentType) => {
    const value = { ...bytesBody(Buffer.from("x")), contentType };
    expect(() => multipartBody({ a: value })).toThrow(expect.objectContaining({ code: "BODY_INVALID" }) as Error);
  });

  it.each([5, null, {}])("has no file named %j", (fileName) => {
    const value = { ...bytesBody(Buffer.from("x")), fileName } as never;
    expect(() => multipartBody({ a: value })).toThrow(expect.objectContaining({ code: "BODY_INVALID" }) as Error);
  });

  it("is made of no fields that end in an error without a code", () => {
    const member = fc.anything();
    const body = fc.record({
      open: fc.constant(() => {}),
      replayable: fc.boolean(),
      fileName: member,
      contentType: member,
    });
    const property = fc.property(
      fc.oneof(fc.anything(), fc.dictionary(fc.string(), fc.oneof(body, member))),
      (fields) => {
        try {
          multipartBody(fields as MultipartFields);
        } catch (error) {
          expect(["BODY_INVALID", "OPTION_INVALID"]).toContain((error as InputError).code);
        }
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it.each([5, "a=1", ["a"]])("is not made of %j", (fields) => {
    const error = expect.objectContaining({ code: "OPTION_INVALID" }) as Error;
    expect(() => multipartBody(fields as never)).toThrow(error);
  });

  it.each(["multipart/form-data", "application/json"])("refuses a Content-Type of the caller: %s", async (type) => {
    const transport = memoryTransport(() => 200);
    await using session = createSession({ baseUrl: "https://api.example.com", transport });
    const options = { body: multipartBody({ a: "1" }), headers: { "Content-Type": type } };
    await expect(session.post("/", options)).rejects.toMatchObject({ code: "HEADER_INVALID" });
    expect(transport.requests).toEqual([]);
  });

  it("closes the streams that it has not come to", async () => {
    const streams = [0, 1].map(() => new PassThrough().on("error", () => {}));
    const [first, second] = streams.map((stream) => streamBody(stream));
    const body = multipartBody({ a: first, b: second });
    const chunks = body.open()[Symbol.asyncIterator]();
    await chunks.next();
    streams[0]?.write("x");
    await chunks.next();
    await chunks.return?.();
    expect(streams.map(({ destroyed }) => destroyed)).toEqual([true, true]);
  });
});

function formData(pairs: readonly (readonly [string, string | File])[]): FormData {
  const form = new FormData();
  for (const [name, value] of pairs) form.append(name, value as string);
  return form;
}
