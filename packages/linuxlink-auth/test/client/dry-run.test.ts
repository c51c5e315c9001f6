import { inspect } from "node:util";
import { createHash, createHmac } from "node:crypto";
import { factoryBody, type Transport } from "@org/http-core";
import { describe, expect, it } from "vitest";
import {
  createLinuxLink,
  fileValue,
  isDryRun,
  readSignedMessage,
  signRequest,
  type DryRun,
  type LinuxLink,
  type LinuxLinkOptions,
} from "../../src/index.js";
import { loopback } from "../support/loopback.js";
import { recordingLogger, scratch } from "../support/scratch.js";
import { signingVectors } from "../support/signing-vectors.js";

const account = { email: "user@example.com", key: "canary-key-7d1f0a93" };

/** Fails the test: a dry run must not reach the transport. */
const unreachableTransport: Transport = {
  send: () => Promise.reject(new Error("a dry run reached the transport")),
};

function dry(options: LinuxLinkOptions = {}): LinuxLink {
  const base = { ...account, url: "https://vigiles.lynx.com", env: {}, logger: recordingLogger() };
  return createLinuxLink({ ...base, transport: unreachableTransport, dryRun: true, ...options });
}

describe("a dry run", () => {
  it.each(signingVectors)("returns the request that would be sent: $name", async (vector) => {
    const { method, resource, email, key, server, expect: expected } = vector;
    const link = dry({ email, key, url: server });
    const verb = method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete";
    const result = await link[verb](resource, Object.fromEntries(vector.params));
    const data = { ...Object.fromEntries(vector.params), email: email.trim() };
    expect(result).toStrictEqual({
      headers: { "X-Auth-Signature": expected.signature },
      method,
      url: expected.wire_url,
      ...(method === "POST" ? { data } : {}),
      hmac_msg: expected.hmac_msg,
    });
    expect(isDryRun(result)).toBe(true);
  });

  it("has its members in a fixed order, with the caller's values and the address last", async () => {
    const result = await dry().post("/x", { z: true, n: null, list: ["b", "a"], a: 7.5 });
    const text =
      '{"headers":{"X-Auth-Signature":"S"},"method":"POST","url":"https://vigiles.lynx.com/x",' +
      '"data":{"z":true,"list":["b","a"],"a":7.5,"email":"user@example.com"},' +
      '"hmac_msg":"POST/xa=7.5&email=user@example.com&list=a&list=b&z=True"}';
    expect(JSON.stringify(result).replace(/(Signature":")[^"]+/, "$1S")).toBe(text);
  });

  it("contains the signature that would be sent, and never the key", async () => {
    await using server = await loopback();
    await using link = createLinuxLink({ ...account, url: server.url, env: {}, logger: recordingLogger() });
    await link.post("/x", { a: 1 });
    link.configure({ dryRun: true });
    const result = await link.post("/x", { a: 1 });
    expect(server.requests).toHaveLength(1);
    expect(result).toMatchObject({ headers: { "X-Auth-Signature": server.requests[0]?.headers["x-auth-signature"] } });
    expect(inspect(result, { depth: Infinity, showHidden: true }) + JSON.stringify(result)).not.toContain("canary");
  });

  it("shows a file by path, size and digest, and signs its content", async () => {
    using files = scratch();
    const content = `{"é": "${"x".repeat(200_000)}"}`;
    const path = files.write("sbom", content);
    const params = { manifest: fileValue(path), upload_only: true };
    const result = await dry().post("/api/v1/vigiles/manifests", params);
    const sha256 = createHash("sha256").update(content).digest("hex");
    const signed = signRequest({
      method: "POST",
      resource: "/api/v1/vigiles/manifests",
      params: { ...params, manifest: content },
      ...account,
      baseUrl: "https://vigiles.lynx.com",
    });
    expect(result).toStrictEqual({
      headers: { "X-Auth-Signature": signed.signature },
      method: "POST",
      url: signed.url,
      data: {
        manifest: { path, bytes: Buffer.byteLength(content), sha256 },
        upload_only: true,
        email: account.email,
      },
      hmac_msg: `POST/api/v1/vigiles/manifestsemail=user@example.com&manifest=<${sha256}>&upload_only=True`,
    });
  });

  it("shows another body by size and digest", async () => {
    const value = factoryBody(async function* () {
      yield Buffer.from("abc");
    });
    const sha256 = createHash("sha256").update("abc").digest("hex");
    expect(await dry().post("/x", { value })).toMatchObject({ data: { value: { bytes: 3, sha256 } } });
  });

  it("is returned for bytes and for a heartbeat as well", async () => {
    const link = dry({ edition: "groups" });
    expect(await link.get("/x", {}, { as: "bytes" })).toMatchObject({ method: "GET", url: expect.any(String) });
    expect(await link.heartbeat()).toMatchObject({ url: "https://vigiles.lynx.com/api/v1/vigiles/heartbeat" });
  });

  it("refuses what a real call refuses", async () => {
    await expect(dry().get("/x", { a: Number.NaN })).rejects.toMatchObject({ code: "PARAM_INVALID" });
    await expect(dry().get("/../x")).rejects.toMatchObject({ code: "RESOURCE_INVALID" });
    await expect(dry().post("/x", { a: fileValue("/nowhere") })).rejects.toMatchObject({ code: "FILE_UNREADABLE" });
    await expect(dry().post("/x", {}, { retry: { attempts: 0 } })).rejects.toMatchObject({ code: "OPTION_INVALID" });
  });

  it("warns each time it is switched on", () => {
    const logger = recordingLogger();
    const link = dry({ logger, dryRun: false });
    expect(logger.lines).toEqual([]);
    link.configure({ dryRun: true });
    link.configure({ url: "https://h.example" });
    link.configure({ dryRun: true });
    expect(logger.lines).toEqual(
      Array(2).fill(`warn Dry Run mode is enabled. No requests will be made. {"logger":"linuxlink-auth"}`),
    );
  });
});

describe("the signed message of a dry run", () => {
  async function read(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
    const held: Uint8Array[] = [];
    for await (const chunk of chunks) held.push(chunk);
    return Buffer.concat(held);
  }
  const hmac = (message: Uint8Array): string => createHmac("sha256", account.key).update(message).digest("base64");

  it("has the content of files and streams, and the signature of the result", async () => {
    using files = scratch();
    const content = `{"é": "${"x".repeat(300_000)}"}`;
    const file = fileValue(files.write("sbom", content));
    const stream = factoryBody(async function* () {
      yield Buffer.from("abc");
    });
    const result = (await dry().post("/x", { a: file, b: stream, c: file, d: "text" })) as DryRun;
    const message = await read(readSignedMessage(result));
    expect(message.toString()).toBe(`POST/xa=${content}&b=abc&c=${content}&d=text&email=${account.email}`);
    expect(hmac(message)).toBe(result.headers["X-Auth-Signature"]);
  });

  it("is that of a request without files as well", async () => {
    const result = (await dry().get("/x", { a: 1 })) as DryRun;
    expect((await read(readSignedMessage(result))).toString()).toBe(result.hmac_msg);
  });

  it("ends with an error if a file has changed, and has no other file's content", async () => {
    using files = scratch();
    const path = files.write("sbom", "one");
    const result = (await dry().post("/x", { a: fileValue(path) })) as DryRun;
    files.write("sbom", "two, and longer");
    await expect(read(readSignedMessage(result))).rejects.toMatchObject({ code: "FILE_CHANGED" });
  });

  it("is refused for a copy of a result", async () => {
    const result = (await dry().get("/x")) as DryRun;
    expect(() => readSignedMessage({ ...result })).toThrow(expect.objectContaining({ code: "OPTION_INVALID" }));
  });
});
