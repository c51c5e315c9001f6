import { execFileSync } from "node:child_process";
import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { factoryBody, streamBody, type Body } from "@org/http-core";
import { describe, expect, it } from "vitest";
import { canonicalCall } from "../../src/canonical/call.js";
import { formBody } from "../../src/signing/form-body.js";
import { fileValue, signRequest } from "../../src/index.js";
import { messageText, type SignedCall } from "../../src/signing/sign-call.js";
import { rejectionOf, thrownBy } from "../support/errors.js";
import { scratch } from "../support/scratch.js";
import { postInput, signPost } from "../support/sign-post.js";

/** Reads the form both ways, and checks its length. */
async function readForm({ call, digests }: SignedCall): Promise<string> {
  const body = formBody(call.params, digests);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body.open()) chunks.push(chunk);
  expect(Buffer.concat(chunks)).toHaveLength(body.length ?? -1);
  expect(await readReusedChunks(body)).toBe(Buffer.concat(chunks).toString("latin1"));
  return Buffer.concat(chunks).toString("latin1");
}

/** Reads from reused buffers. Each chunk is used only after the next one was read, which is as late as allowed. */
async function readReusedChunks(body: Body): Promise<string> {
  let text = "";
  let last: Uint8Array = new Uint8Array();
  for await (const chunk of body.openReusing?.() ?? []) {
    text += Buffer.from(last).toString("latin1");
    last = chunk;
  }
  return text + Buffer.from(last).toString("latin1");
}

describe("a file as a value", () => {
  it.each([
    ["empty", ""],
    ["short", '{"bomFormat": "CycloneDX"}\r\n'],
    ["longer than a chunk, with characters across its edges", `x${"é漢😀".repeat(40_000)}`],
    ["exactly a chunk", "0".repeat(65_536)],
  ])("is signed and sent as its text: %s", async (_, text) => {
    using files = scratch();
    const params = { manifest: fileValue(files.write("sbom", text)), filter_results: false, z: ["b", "a"] };
    const asText = signRequest({ ...postInput, params: { ...params, manifest: text } });
    const asFile = await signPost(params);
    expect(asFile.signature).toBe(asText.signature);
    expect(await readForm(asFile)).toBe(asText.body);
  });

  it("is shown in the message's text as its SHA-256 in angle brackets", async () => {
    using files = scratch();
    const result = await signPost({ manifest: fileValue(files.write("sbom", "abc")), z: 1 });
    const sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(messageText(result)).toBe(`POST/api/v1/vigiles/manifestsemail=user@example.com&manifest=<${sha256}>&z=1`);
  });

  it("can be the value of two parameters", async () => {
    using files = scratch();
    const value = fileValue(files.write("sbom", "a b"));
    const asText = signRequest({ ...postInput, params: { a: "a b", b: "a b" } });
    const asFile = await signPost({ a: value, b: value });
    expect([asFile.signature, await readForm(asFile)]).toEqual([asText.signature, asText.body]);
  });

  it.each<[string, (path: string) => void]>([
    ["grew", (path) => appendFileSync(path, "x")],
    ["shrank", (path) => writeFileSync(path, "")],
    ["has other content of the same length", (path) => writeFileSync(path, "b".repeat(200_000))],
    ["was touched", (path) => utimesSync(path, new Date(0), new Date(0))],
  ])("is not sent if it %s after it was signed", async (_, change) => {
    using files = scratch();
    const path = files.write("sbom", "a".repeat(200_000));
    const result = await signPost({ manifest: fileValue(path) });
    change(path);
    expect(await rejectionOf(readForm(result))).toMatchObject({ code: "FILE_CHANGED", path });
  });

  it("never sends its last chunk if it changes while it is sent", async () => {
    using files = scratch();
    const path = files.write("sbom", "a".repeat(200_000));
    const { call, digests } = await signPost({ manifest: fileValue(path) });
    const body = formBody(call.params, digests);
    const front = "manifest=".length;
    let bytes = 0;
    const error = await rejectionOf(
      (async () => {
        for await (const chunk of body.open()) {
          bytes += chunk.byteLength;
          // Once the second pass has begun, only the digest can tell.
          if (bytes > front) writeFileSync(path, "b".repeat(200_000));
        }
      })(),
    );
    expect(error.code).toBe("FILE_CHANGED");
    expect(bytes).toBeGreaterThan(front);
    expect(bytes).toBeLessThan(front + 200_000);
  });

  it.each([
    ["missing", "none", "ENOENT"],
    ["a folder", "folder", "regular file"],
    ["a pipe", "pipe", "regular file"],
  ])("is refused if it is %s", async (_, name, why) => {
    using files = scratch();
    mkdirSync(files.path("folder"));
    execFileSync("mkfifo", [files.path("pipe")]);
    const error = await rejectionOf(signPost({ manifest: fileValue(files.path(name)) }));
    expect(error).toMatchObject({ code: "FILE_UNREADABLE", path: files.path(name) });
    expect(error.message).toContain(why);
  });

  it.each([
    ["Latin-1", Buffer.from("é!", "latin1")],
    ["a character cut off at the end", Buffer.from("😀").subarray(0, 3)],
    ["a surrogate", Buffer.from([0xed, 0xa0, 0x80])],
  ])("is refused if it is not UTF-8: %s", async (_, content) => {
    using files = scratch();
    const path = files.write("sbom", content);
    expect(await rejectionOf(signPost({ manifest: fileValue(path) }))).toMatchObject({ code: "FILE_NOT_TEXT", path });
  });

  it("is not read further after the call is aborted", async () => {
    using files = scratch();
    const aborted = AbortSignal.abort(new Error("enough"));
    await expect(signPost({ manifest: fileValue(files.write("sbom", "abc")) }, { signal: aborted })).rejects.toThrow(
      "enough",
    );
  });

  it("can be sent only by a POST, and not in a list", () => {
    const value = fileValue("/tmp/x");
    const get = { ...postInput, method: "GET", params: { manifest: value } };
    expect(thrownBy(() => canonicalCall(get, postInput.email, postInput.baseUrl))).toMatchObject({ param: "manifest" });
    const listed = { ...postInput, params: { manifest: [value] } } as unknown as Parameters<typeof canonicalCall>[0];
    expect(thrownBy(() => canonicalCall(listed, postInput.email, postInput.baseUrl))).toMatchObject({
      param: "manifest",
    });
    expect(thrownBy(() => signRequest({ ...get, method: "POST" })).code).toBe("PARAM_INVALID");
  });
});

describe("other bodies as values", () => {
  const chunked = (...chunks: string[]): Body =>
    factoryBody(async function* () {
      for (const chunk of chunks) yield Buffer.from(chunk);
    });

  it("can be a factory of streams", async () => {
    const asText = signRequest({ ...postInput, params: { a: "1 2" } });
    const asBody = await signPost({ a: chunked("1", " ", "2") });
    expect([asBody.signature, await readForm(asBody)]).toEqual([asText.signature, asText.body]);
  });

  it("must have the same content again", async () => {
    let opened = 0;
    const result = await signPost({
      a: factoryBody(async function* () {
        yield Buffer.from(`${opened++}`);
      }),
    });
    expect((await rejectionOf(readForm(result))).code).toBe("FILE_CHANGED");
  });

  it("are cut off at the length that was signed", async () => {
    let [opened, chunks] = [0, 0];
    const growing = factoryBody(async function* () {
      const most = opened++ === 0 ? 1 : 1000;
      for (chunks = 0; chunks < most; chunks++) yield Buffer.alloc(1000, "a");
    });
    const result = await signPost({ a: growing });
    expect((await rejectionOf(readForm(result))).code).toBe("FILE_CHANGED");
    expect(chunks).toBe(1);
  });

  it("can't be one-shot streams", async () => {
    const once = streamBody(chunked("a").open());
    expect(await rejectionOf(signPost({ a: once }))).toMatchObject({ code: "PARAM_INVALID", param: "a" });
  });
});

describe("long text", () => {
  it("is encoded in slices as it is encoded at once", async () => {
    const text = `${"x".repeat(65_535)}😀${"é &".repeat(50_000)}`;
    const whole = signRequest({ ...postInput, params: { text, z: "1" } });
    const sliced = await signPost({ text, z: "1" });
    expect([sliced.signature, await readForm(sliced)]).toEqual([whole.signature, whole.body]);
    expect(messageText(sliced)).toBe(whole.hmac_msg);
  });
});
