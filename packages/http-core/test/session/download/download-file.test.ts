import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createSession, downloadFile, type DownloadOptions, type Progress, type Session } from "../../../src/index.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { allTransports } from "../../support/all-transports.js";
import { serveFile as serve, type FileServer, type ServedFile } from "../../support/file-server.js";

const content = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
const other = Buffer.from(content.toReversed());
const etag = '"v1"';
const root = mkdtempSync(join(tmpdir(), "download-"));
let folder = "";
let path = "";
let count = 0;

beforeEach(() => {
  folder = join(root, String(++count));
  mkdirSync(folder);
  path = join(folder, "file.bin");
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const open = (baseUrl: string, options: object = {}): Session =>
  createSession({ baseUrl, transport: nodeTransport(), logger: quiet, retry: { baseDelayMs: 1 }, ...options });

/** Serves a file, and closes no connection before the client has written all that was sent. */
const serveFile = (file: ServedFile): Promise<FileServer> => serve({ beforeCut, ...file });

async function beforeCut(bytes: number): Promise<void> {
  while (bytes > Math.max(0, ...partSizes())) await new Promise((resolve) => setImmediate(resolve));
}

function partSizes(): number[] {
  const parts = readdirSync(folder).filter((name) => name.endsWith(".part"));
  return parts.map((name) => statSync(join(folder, name)).size);
}

/** Names of the files that are there. */
const files = (): string[] => readdirSync(folder).toSorted();

async function failureOf(download: Promise<unknown>): Promise<unknown> {
  return download.then(
    (result) => ({ result }),
    (error: unknown) => error,
  );
}

describe.each(allTransports)("a download over $name", ({ make }) => {
  it("brings the whole file, continued after each break", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000, 150_000] });
    const transport = make();
    await using session = open(server.url, { transport });
    const { bytes, resumedBytes, headers } = await downloadFile(session, "/f", path);
    expect([bytes, resumedBytes, headers.get("etag")]).toEqual([content.length, 0, etag]);
    expect(readFileSync(path).equals(content)).toBe(true);
    expect(files()).toEqual(["file.bin"]);
    expect(server.requests.length).toBe(3);
    for (const { headers: sent } of server.requests) expect(sent["accept-encoding"]).toMatch(/^identity/);
    for (const range of server.ranges.slice(1)) expect(range).toMatch(/^bytes=\d+- \| "v1"$/);
    await transport.close?.();
  });
});

describe("a download", () => {
  const old = { "last-modified": "Fri, 02 Jan 2026 00:00:00 GMT", date: "Fri, 02 Jan 2026 00:01:00 GMT" };
  const young = { "last-modified": "Fri, 02 Jan 2026 00:00:01 GMT", date: "Fri, 02 Jan 2026 00:01:00 GMT" };
  const rows: readonly (readonly [string, Partial<ServedFile>, boolean])[] = [
    ["a strong ETag", { headers: { etag } }, true],
    ["an old Last-Modified", { headers: old }, true],
    ["an odd Last-Modified", { headers: { ...old, "last-modified": "Fri, 02 Jan 2026 00:00:00 GMT (\u00e9)" } }, false],
    ["a young Last-Modified", { headers: young }, false],
    ["a weak ETag", { headers: { etag: 'W/"v1"' } }, false],
    ["a weak ETag and an old Last-Modified", { headers: { ...old, etag: 'W/"v1"' } }, false],
    ["an ETag that is none", { headers: { etag: "v1" } }, false],
    ["nothing that identifies it", {}, false],
  ];

  it.each(rows)("of a file with %s", async (_, file, isContinued) => {
    await using server = await serveFile({ content, cutsAfter: [100_000], ...file });
    await using session = open(server.url);
    const result = await failureOf(downloadFile(session, "/f", path));
    if (isContinued) expect(readFileSync(path).equals(content)).toBe(true);
    else expect(result).toBeInstanceOf(Error);
    expect([server.requests.length, files()]).toEqual(isContinued ? [2, ["file.bin"]] : [1, []]);
  });

  it("fetches a file that has changed meanwhile from its start", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    const seen: Progress[] = [];
    const onProgress = (progress: Progress): void => {
      if (seen.length === 0) server.file = { content: other, headers: { etag: '"v2"' } };
      seen.push(progress);
    };
    const { bytes, resumedBytes } = await downloadFile(session, "/f", path, { onProgress });
    expect([bytes, resumedBytes]).toEqual([other.length, 0]);
    expect(readFileSync(path).equals(other)).toBe(true);
    expect(seen.at(-1)).toMatchObject({ bytes: other.length, totalBytes: other.length });
  });

  const wrongParts: readonly (readonly [string, Record<string, string>])[] = [
    ["begins elsewhere", { etag, "content-range": "bytes 0-299999/300000" }],
    ["is of another version", { etag: '"v2"', "content-range": "bytes 100000-299999/300000" }],
    ["is of another size", { etag, "content-range": "bytes 100000-299999/300001" }],
    ["is encoded", { etag, "content-range": "bytes 100000-299999/300000", "content-encoding": "gzip" }],
    ["does not say what it is", { etag }],
    ["is of several parts", { etag, "content-type": "multipart/byteranges; boundary=b" }],
  ];

  it.each(wrongParts)("does not use a part that %s", async (_, headers) => {
    const instead = [
      undefined,
      (_request: unknown, response: ServerResponse): void => void response.writeHead(206, headers).end("wrong"),
    ];
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000], instead });
    await using session = open(server.url);
    const { bytes } = await downloadFile(session, "/f", path);
    expect([bytes, readFileSync(path).equals(content), server.requests.length]).toEqual([content.length, true, 3]);
    expect(server.ranges.at(-1)).toBe(" | ");
  });

  it("refuses a part that it did not ask for", async () => {
    const headers = { "content-range": "bytes 0-4/300000" };
    await using server = await serveFile({
      content,
      instead: [(_, response) => response.writeHead(206, headers).end("wrong")],
    });
    await using session = open(server.url);
    expect(await failureOf(downloadFile(session, "/f", path))).toMatchObject({ code: "BODY_TRUNCATED" });
    expect(files()).toEqual([]);
  });

  it("ends after an attempt that brings nothing", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000, 0, 0, 0] });
    await using session = open(server.url);
    expect(await failureOf(downloadFile(session, "/f", path))).toBeInstanceOf(Error);
    expect([server.requests.length, files()]).toEqual([2, []]);
  });

  it("ends after eleven attempts, whatever they bring", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: Array<number>(50).fill(1_000) });
    await using session = open(server.url);
    expect(await failureOf(downloadFile(session, "/f", path))).toBeInstanceOf(Error);
    expect(server.requests.length).toBe(11);
  });

  it("is not continued with retry: false", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    expect(await failureOf(downloadFile(session, "/f", path, { retry: false }))).toBeInstanceOf(Error);
    expect([server.requests.length, files()]).toEqual([1, []]);
  });

  it("writes an encoded file decoded, and does not continue it", async () => {
    const headers = { etag, "content-encoding": "gzip" };
    await using server = await serve({ content: gzipSync(other), headers, cutsAfter: [undefined, 100] });
    await using session = open(server.url);
    await downloadFile(session, "/f", path, { headers: { "Accept-Encoding": "gzip" } });
    expect(readFileSync(path).equals(other)).toBe(true);
    expect(server.requests[0]?.headers["accept-encoding"]).toBe("gzip");
    expect(await failureOf(downloadFile(session, "/f", path))).toBeInstanceOf(Error);
    expect([server.requests.length, readFileSync(path).equals(other)]).toEqual([2, true]);
  });

  it("of an empty file makes an empty file", async () => {
    await using server = await serveFile({ content: Buffer.alloc(0), headers: { etag } });
    await using session = open(server.url);
    expect(await downloadFile(session, "/f", path)).toMatchObject({ bytes: 0 });
    expect(readFileSync(path).length).toBe(0);
  });

  it("leaves the old file until the new one is complete, and keeps its mode", async () => {
    writeFileSync(path, "old", { mode: 0o600 });
    await using server = await serveFile({ content, cutsAfter: [1_000] });
    await using session = open(server.url);
    await failureOf(downloadFile(session, "/f", path));
    expect([readFileSync(path, "utf8"), files()]).toEqual(["old", ["file.bin"]]);
    await downloadFile(session, "/f", path);
    expect([readFileSync(path).equals(content), statSync(path).mode & 0o777]).toEqual([true, 0o600]);
  });

  it("of a failure leaves nothing", async () => {
    const instead = [404, 302].map(
      (status) =>
        (_: unknown, response: ServerResponse): void =>
          void response.writeHead(status, { location: "/x" }).end("no"),
    );
    await using server = await serveFile({ content, instead });
    await using session = open(server.url, { throwHttpErrors: false });
    expect(await failureOf(downloadFile(session, "/f", path))).toMatchObject({ code: "HTTP_STATUS", status: 404 });
    const manual = await failureOf(downloadFile(session, "/f", path, { redirect: "manual" }));
    expect(manual).toMatchObject({ code: "HTTP_STATUS", status: 302 });
    expect(files()).toEqual([]);
  });

  it("stops at maxResponseBytes, over all its responses", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [200_000] });
    await using session = open(server.url);
    const result = await failureOf(downloadFile(session, "/f", path, { maxResponseBytes: 300_000 }));
    expect(result).toMatchObject({ result: { bytes: 300_000 } });
    server.file = { content };
    const error = await failureOf(downloadFile(session, "/f", path, { maxResponseBytes: 299_999 }));
    expect(error).toMatchObject({ code: "BODY_TOO_LARGE" });
  });
});

describe("a download with resume", () => {
  const options: DownloadOptions = { resume: true, retry: false };

  it("is continued by the next one", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    await failureOf(downloadFile(session, "/f", path, options));
    expect(files()).toEqual(["file.bin.part", "file.bin.part.json"]);
    const kept = 100_000;
    expect(statSync(`${path}.part`).size).toBe(kept);
    expect(readFileSync(`${path}.part.json`, "utf8")).not.toContain("/f");
    const seen: Progress[] = [];
    const result = await downloadFile(session, "/f", path, {
      ...options,
      onProgress: (progress) => void seen.push(progress),
    });
    expect(result).toMatchObject({ bytes: content.length, resumedBytes: kept });
    expect(server.ranges[1]).toBe(`bytes=${kept}- | "v1"`);
    expect(seen[0]?.bytes).toBe(kept);
    expect(seen.at(-1)).toMatchObject({ bytes: content.length, totalBytes: content.length });
    expect([readFileSync(path).equals(content), files()]).toEqual([true, ["file.bin"]]);
  });

  it("is complete if all bytes were there", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    await failureOf(downloadFile(session, "/f", path, options));
    writeFileSync(`${path}.part`, content);
    expect(await downloadFile(session, "/f", path, options)).toMatchObject({ resumedBytes: content.length });
    expect([server.ranges[1], readFileSync(path).equals(content)]).toEqual(['bytes=300000- | "v1"', true]);
  });

  it("begins again if the server refuses the range", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    await failureOf(downloadFile(session, "/f", path, options));
    server.file = { content: content.subarray(0, 10), headers: { etag } };
    expect(await downloadFile(session, "/f", path, options)).toMatchObject({ bytes: 10, resumedBytes: 0 });
    expect(server.requests.length).toBe(3);
  });

  it("keeps what is there if nothing arrives", async () => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    await failureOf(downloadFile(session, "/f", path, options));
    server.file = { content, instead: [undefined, (_, response) => response.writeHead(503).end()] };
    expect(await failureOf(downloadFile(session, "/f", path, options))).toMatchObject({ status: 503 });
    expect(files()).toEqual(["file.bin.part", "file.bin.part.json"]);
  });

  const unusable: readonly (readonly [string, (server: { url: string }) => Promise<void> | void, string])[] = [
    ["of another URL", () => {}, "/other"],
    ["whose description is missing", () => rmSync(`${path}.part.json`), "/f"],
    ["whose description is cut", () => writeFileSync(`${path}.part.json`, '{"source'), "/f"],
    ["whose description is something else", () => writeFileSync(`${path}.part.json`, "[1]"), "/f"],
    ["that is larger than the file", () => writeFileSync(`${path}.part`, Buffer.alloc(300_001)), "/f"],
    ["that is empty", () => writeFileSync(`${path}.part`, ""), "/f"],
  ];

  it.each(unusable)("does not use a part %s", async (_, change, url) => {
    await using server = await serveFile({ content, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    await failureOf(downloadFile(session, "/f", path, options));
    await change(server);
    expect(await downloadFile(session, url, path, options)).toMatchObject({ bytes: content.length, resumedBytes: 0 });
    expect([server.ranges[1], readFileSync(path).equals(content)]).toEqual([" | ", true]);
  });

  it("does not join parts of two servers", async () => {
    await using server = await serveFile({ content: other, headers: { etag }, cutsAfter: [100_000] });
    await using session = open(server.url);
    await failureOf(downloadFile(session, "/f", path, options));
    await using second = await serveFile({ content, headers: { etag } });
    await using session2 = open(second.url);
    expect(await downloadFile(session2, "/f", path, options)).toMatchObject({ resumedBytes: 0 });
    expect(readFileSync(path).equals(content)).toBe(true);
  });

  it("never writes through a link in the place of the part", async () => {
    const victim = join(folder, "victim");
    writeFileSync(victim, "mine");
    symlinkSync(victim, `${path}.part`);
    await using server = await serveFile({ content, headers: { etag } });
    await using session = open(server.url);
    expect(await failureOf(downloadFile(session, "/f", path, options))).toMatchObject({ code: "OPTION_INVALID" });
    expect([readFileSync(victim, "utf8"), server.requests.length]).toEqual(["mine", 0]);
  });
});

describe("a download that can't be", () => {
  const rows: readonly (readonly [string, unknown, Record<string, unknown>, string])[] = [
    ["an empty path", "", {}, "Option path"],
    ["a path that is no text", 5, {}, "Option path"],
    ["a resume that is no boolean", "f", { resume: "yes" }, "Option resume"],
    ["an onProgress that is no function", "f", { onProgress: {} }, "Option onProgress"],
    ...["method", "json", "form", "body", "stream", "throwHttpErrors", "onDownloadProgress"].map(
      (name) => [`the option ${name}`, "f", { [name]: "x" }, `Option ${name}`] as const,
    ),
    ["a Range of its own", "f", { headers: { Range: "bytes=0-1" } }, "Option headers"],
    ["an If-Range of its own", "f", { headers: [["if-range", etag]] }, "Option headers"],
    ["a folder that is not there", "no/f", {}, "ENOENT"],
    ["a folder as its path", ".", {}, "not a regular file"],
  ];

  it.each(rows)("is refused before anything is sent: %s", async (_, name, options, message) => {
    await using server = await serveFile({ content });
    await using session = open(server.url);
    const target = typeof name === "string" && name !== "" ? join(folder, name) : name;
    const error = await failureOf(downloadFile(session, "/f", target as string, options));
    expect(error).toMatchObject({ code: "OPTION_INVALID", message: expect.stringContaining(message) as string });
    expect([server.requests.length, files()]).toEqual([0, []]);
  });

  it("fails as the call does for an option that does not exist", async () => {
    await using session = open("https://api.example.com");
    const error = await failureOf(downloadFile(session, "/f", path, { resumed: true } as DownloadOptions));
    expect([error, files()]).toEqual([expect.objectContaining({ code: "OPTION_UNKNOWN" }), []]);
  });
});
