import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { createSession, fileBody, gotTransport, type Body, type Transport } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";
import { fetchTransport } from "../../../src/transports/fetch.js";
import { nodeTransport } from "../../../src/transports/node.js";
import { undiciTransport } from "../../../src/transports/undici.js";

const chunkBytes = 65_536;
const chunks = 40;
const length = chunkBytes * chunks;

const digest = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
const content = Buffer.concat(Array.from({ length: chunks }, (_, index) => Buffer.alloc(chunkBytes, index + 1)));

/** A body that spoils each chunk as soon as its buffer may be used again. */
function spoiling(opened: string[]): Body {
  return {
    length,
    replayable: true,
    async *open() {
      opened.push("open");
      for (let index = 0; index < chunks; index++) yield Buffer.alloc(chunkBytes, index + 1);
    },
    async *openReusing() {
      opened.push("openReusing");
      const buffers = [Buffer.alloc(chunkBytes), Buffer.alloc(chunkBytes)];
      for (let index = 0; index < chunks; index++) {
        yield (buffers[index % 2] as Buffer).fill(index + 1);
        (buffers[(index + 1) % 2] as Buffer).fill(0);
      }
    },
  };
}

/** A server that takes its time: it reads a little, rests, and reads on. */
async function slowServer(): Promise<{ readonly url: string; readonly received: Promise<string> }> {
  let received: (sha256: string) => void;
  const arrived = new Promise<string>((resolve) => (received = resolve));
  const server = createServer({ highWaterMark: 1024 }, async (request, response) => {
    const hash = createHash("sha256");
    for await (const chunk of request as AsyncIterable<Buffer> & IncomingMessage) {
      hash.update(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    received(hash.digest("hex"));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received: arrived };
}

describe.each<[string, () => Transport, string]>([
  ["got", gotTransport, "openReusing"],
  ["node", nodeTransport, "openReusing"],
  ["undici", undiciTransport, "openReusing"],
  ["fetch", fetchTransport, "open"],
])("a body whose buffers take turns, over %s", (_, make, way) => {
  it.each([{}, { onUploadProgress: () => {} }])("arrives as it is at a slow server, with %j", async (options) => {
    const { url, received } = await slowServer();
    const opened: string[] = [];
    await using session = createSession({ baseUrl: url, transport: make() });
    await session.post("/", { body: spoiling(opened), ...options });
    expect(await received).toBe(digest(content));
    expect(opened).toEqual([way]);
  });

  it("arrives as it is from a file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "reusing-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const path = join(folder, "content");
    await writeFile(path, content.subarray(0, -7));
    const { url, received } = await slowServer();
    await using session = createSession({ baseUrl: url, transport: make() });
    await session.post("/", { body: fileBody(path) });
    expect(await received).toBe(digest(content.subarray(0, -7)));
  });
});

it("a transport that keeps chunks gets buffers of their own", async () => {
  const opened: string[] = [];
  const transport = memoryTransport(() => 200);
  await createSession({ baseUrl: "https://api.example.com", transport }).post("/", { body: spoiling(opened) });
  expect(opened).toEqual(["open"]);
  expect(digest(transport.requests[0]?.body as Uint8Array)).toBe(digest(content));
});
