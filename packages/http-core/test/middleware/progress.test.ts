import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { createSession, fileBody, gotTransport, type Progress, type Transport } from "../../src/index.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { fetchTransport } from "../../src/transports/fetch.js";
import { loopback } from "../support/loopback.js";

const folder = mkdtempSync(join(tmpdir(), "http-core-files-"));

const bytes = Buffer.alloc(300_001, "abc");

function file(name: string, content: Uint8Array = bytes): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const transports: readonly (readonly [string, () => Transport])[] = [
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
  ["fetch", fetchTransport],
];

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(transports)("over %s", (_, make) => {
  it("progress of uploads and downloads only grows, knows its total, and ends at it", async () => {
    await using server = await loopback(
      (request, response) => void response.setHeader("content-length", request.body.length).end(request.body),
    );
    const transport = make();
    const session = createSession({ baseUrl: server.url, transport });
    const [up, down]: Progress[][] = [[], []];
    await session.post("/", {
      body: fileBody(file("progress")),
      onUploadProgress: (at) => void up?.push(at),
      onDownloadProgress: (at) => void down?.push(at),
    });
    for (const seen of [up, down]) {
      const counts = seen?.map((at) => at.bytes) ?? [];
      expect(counts).toEqual(counts.toSorted((one, other) => one - other));
      expect(seen?.at(0)).toEqual({ bytes: 0, totalBytes: bytes.length, attempt: 1 });
      expect(seen?.at(-1)).toEqual({ bytes: bytes.length, totalBytes: bytes.length, attempt: 1 });
    }
    await transport.close?.();
  });

  it("a file arrives as it is, with its length, by path and by handle, again and again", async () => {
    await using server = await loopback();
    const transport = make();
    const session = createSession({ baseUrl: server.url, transport });
    const path = file("whole");
    await using handle = await open(path, "r");
    for (const body of [
      fileBody(path, "application/pdf"),
      fileBody(handle),
      fileBody(file("empty", Buffer.alloc(0))),
    ]) {
      await session.post("/", { body });
      await session.post("/", { body });
    }
    expect(server.requests.map(({ body }) => body.equals(bytes))).toEqual([true, true, true, true, false, false]);
    expect(server.requests.map(({ headers }) => headers["content-length"])).toEqual([
      ...Array(4).fill(String(bytes.length)),
      "0",
      "0",
    ]);
    expect(server.requests[0]?.headers["content-type"]).toBe("application/pdf");
    await transport.close?.();
  });

  it("a file that changes its size while it is sent fails the call, and no request is completed", async () => {
    await using server = await loopback();
    const transport = make();
    const session = createSession({ baseUrl: server.url, transport, retry: false });
    for (const size of [100_000, 400_000]) {
      const path = file("changing");
      const body = fileBody(path);
      truncateSync(path, size);
      await expect(session.post("/", { body })).rejects.toMatchObject({ code: "BODY_LENGTH_WRONG" });
    }
    expect(server.requests).toEqual([]);
    await transport.close?.();
  });

  it.skipIf(process.platform === "win32")(
    "a pipe in place of a file fails the call, which waits for nobody",
    async () => {
      await using server = await loopback();
      const transport = make();
      const session = createSession({ baseUrl: server.url, transport, retry: false });
      const path = file("replaced");
      const body = fileBody(path);
      rmSync(path);
      execFileSync("mkfifo", [path]);
      await expect(session.post("/", { body })).rejects.toMatchObject({ code: "BODY_INVALID" });
      expect(server.requests).toEqual([]);
      rmSync(path);
      await transport.close?.();
    },
  );
});

describe("a file that can't be sent", () => {
  it.each([
    ["is missing", join(folder, "none"), "ENOENT"],
    ["is a folder", folder, "not a regular file"],
    ["is a device", "/dev/null", "not a regular file"],
  ])("because it %s is refused at once", (_, path, words) => {
    expect(() => fileBody(path)).toThrow(
      expect.objectContaining({ code: "BODY_INVALID", message: expect.stringContaining(words) as string }),
    );
  });
});
