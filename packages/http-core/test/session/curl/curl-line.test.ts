import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { createSession, fileBody, jsonBody, multipartBody, type RequestOptions } from "../../../src/index.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { loopback, type WireRequest } from "../../support/loopback.js";
import { oneShot } from "../../support/one-shot.js";
import { TokenService } from "../../support/token-service.js";

const folder = mkdtempSync(join(tmpdir(), "curl-"));
const path = join(folder, 'it\'s a "file".txt');
writeFileSync(path, "from a file\n");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command line with a POSIX shell. */
const sh = (line: string): ReturnType<typeof run> =>
  run("/bin/sh", ["-c", `${line} --silent --show-error`], { cwd: folder });
const run = promisify(execFile);

/** What a server sees of a request, without what differs between clients. */
async function seen({ method, url, headers, body }: WireRequest): Promise<object> {
  const { host: _host, connection: _connection, "content-length": _length, "content-type": type, ...rest } = headers;
  delete rest["transfer-encoding"];
  if (type?.startsWith("multipart/") !== true) return { method, url, rest, type, body: body.toString("latin1") };
  const form = await new Response(Uint8Array.from(body), { headers: { "content-type": type } }).formData();
  const parts = [...form].map(async ([name, value]) =>
    typeof value === "string" ? [name, value] : [name, value.name, value.type, await value.text()],
  );
  return { method, url, rest, parts: await Promise.all(parts) };
}

describe("a curl line", () => {
  const calls: readonly (readonly [string, string, RequestOptions])[] = [
    ["a GET", "/x", { params: { q: "a b" } }],
    ["a HEAD", "/x", { method: "HEAD" }],
    ["another method", "/x", { method: "PURGE" }],
    ["a POST without a body", "/x", { method: "POST" }],
    ["brackets and quotes in the URL", "/a[1-3]/{b,c}", { params: { q: 'it\'s $HOME `id` \\ "x"' } }],
    ["odd headers", "/x", { headers: { "x-quote": 'it\'s "$HOME" `id` \\', "x-empty": "", "x-at": "@file" } }],
    ["no Accept and no User-Agent", "/x", { headers: { accept: null, "user-agent": null } }],
    ["JSON", "/x", { method: "POST", json: { text: 'it\'s é\n"$HOME" \\', at: "@x" } }],
    ["text that begins with @", "/x", { method: "PUT", body: "@/etc/passwd" }],
    ["text with line ends", "/x", { method: "POST", body: "a\r\nb\n" }],
    ["an empty text", "/x", { method: "POST", body: "" }],
    ["bytes without a type", "/x", { method: "POST", body: Buffer.from("plain") }],
    ["a GET with a body", "/x", { body: "x" }],
    ["a form", "/x", { method: "POST", form: { a: "it's&=+ é", b: [1, true] } }],
    ["a file", "/x", { method: "PUT", body: fileBody(path, "text/plain") }],
    [
      "a multipart form",
      "/x",
      {
        method: "POST",
        body: multipartBody({
          text: '@it\'s; "quoted", \\',
          empty: "",
          file: fileBody(path, "text/plain"),
          json: jsonBody({ a: '"; type=x' }),
        }),
      },
    ],
  ];

  it.each(calls)("sends what the session sends: %s", async (_, url, options) => {
    await using server = await loopback();
    const transport = nodeTransport();
    await using session = createSession({ baseUrl: server.url, transport });
    const line = await (await session.prepare(url, options)).toCurl();
    await session.request(url, options);
    await sh(line);
    await transport.close?.();
    const [bySession, byCurl] = await Promise.all(server.requests.map(seen));
    expect(byCurl).toEqual(bySession);
    expect(server.requests).toHaveLength(2);
  });

  it("sends any text, header and parameter as they are", async () => {
    await using server = await loopback();
    await using session = createSession({ baseUrl: server.url });
    const printable = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    });
    const text = fc.string({ unit: "binary" }).map((value) => value.toWellFormed().replaceAll("\0", ""));
    const property = fc.asyncProperty(text, printable, text, async (body, header, param) => {
      const options = { method: "POST", body, headers: { "x-any": header }, params: { q: param } };
      const prepared = await session.prepare("/x", options);
      await sh(await prepared.toCurl());
      const request = server.requests.at(-1);
      expect(request?.body.toString()).toBe(body);
      expect(request?.headers["x-any"]).toBe(header);
      expect(new URLSearchParams(request?.url.split("?")[1]).get("q")).toBe(param);
    });
    await fc.assert(property, { numRuns: 25 });
  });

  it("reads a stream, and bytes that are no text, from standard input", async () => {
    await using session = createSession({ baseUrl: "https://api.example.com" });
    for (const body of [oneShot(), Buffer.from([0xff]), Buffer.from("a\0b"), "x".repeat(65_537)]) {
      const prepared = await session.prepare("/x", { method: "POST", body });
      expect(await prepared.toCurl()).toMatch(/ --data-binary @-$/);
    }
  });

  it("masks secrets in URL, headers and body", async () => {
    const secret = "hunter2-9f31";
    await using session = createSession({ baseUrl: "https://api.example.com", headers: { "x-api-key": secret } });
    const bodies: readonly RequestOptions[] = [
      { json: { user: "ada", password: secret } },
      { form: { user: "ada", password: secret } },
      { body: multipartBody({ user: "ada", password: secret }) },
      { body: multipartBody({ user: "ada", login: jsonBody({ password: secret }) }) },
      { body: `{"user":"ada","password":"${secret}"}` },
    ];
    for (const options of bodies) {
      const prepared = await session.prepare("/x", { method: "POST", params: { token: secret }, ...options });
      const line = await prepared.toCurl();
      expect(line).not.toContain(secret);
      expect(line).toContain("[redacted]");
      expect(line).toContain("ada");
    }
  });

  it("masks the whole body if a secret is too short to be found in it", async () => {
    await using session = createSession({ baseUrl: "https://api.example.com" });
    const prepared = await session.prepare("/x", { method: "POST", json: { user: "ada", pin: 1, password: "abc" } });
    expect(await prepared.toCurl()).toMatch(/ --data-raw '\[redacted\]'$/);
    const form = await session.prepare("/x", { method: "POST", body: multipartBody({ password: "abc", a: "abc" }) });
    expect(await form.toCurl()).toMatch(/ --form-string 'password=\[redacted\]' --form-string a=abc$/);
  });

  it("masks the credential of the scheme", async () => {
    const service = new TokenService();
    const session = service.session();
    await session.get("/x");
    const line = await (await session.prepare("/x")).toCurl();
    expect(line).toContain("authorization: [redacted]");
    expect(line).not.toContain("token-1");
  });

  it("is no member that a copy or a print has", async () => {
    await using session = createSession({ baseUrl: "https://api.example.com" });
    const prepared = await session.prepare("/x");
    expect(Object.keys(prepared)).not.toContain("toCurl");
    expect(JSON.stringify(prepared)).not.toContain("curl");
  });
});
