import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { createSession, gotTransport, type RequestOptions, type Transport } from "../../src/index.js";
import { nodeTransport } from "../../src/transports/node.js";
import { undiciTransport } from "../../src/transports/undici.js";
import { loopback } from "../support/loopback.js";

const ways: readonly (readonly [string, (body: ReadableStream<Uint8Array>) => Promise<void>])[] = [
  ["before a read", (body) => body.cancel()],
  [
    "after a read",
    async (body) => {
      const reader = body.getReader();
      await reader.read();
      await reader.cancel();
    },
  ],
  [
    "during a read",
    async (body) => {
      const reader = body.getReader();
      await reader.read();
      const pending = reader.read();
      await new Promise((resolve) => setImmediate(resolve));
      await reader.cancel();
      expect((await pending).done).toBe(true);
    },
  ],
];

describe.each<[string, () => Transport]>([
  ["got", gotTransport],
  ["node", nodeTransport],
  ["undici", undiciTransport],
])("over %s, a stream of a session", (_, make) => {
  it.each(
    ways.flatMap(([when, cancel]) =>
      [false, true].flatMap((isEncoded) =>
        [{}, { onDownloadProgress: () => {} }].map((options) => ({ when, cancel, isEncoded, options })),
      ),
    ),
  )("frees its connection when it is cancelled $when; encoded: $isEncoded; with $options", async (row) => {
    await using server = await loopback((__, response) => {
      if (row.isEncoded) response.setHeader("content-encoding", "gzip");
      // Random enough that a part of it decompresses to something.
      const bytes = Buffer.from(Array.from({ length: 200_000 }, (___, index) => (index * index) % 251));
      response.write(row.isEncoded ? gzipSync(bytes).subarray(0, -8) : bytes.subarray(0, 1_000));
    });
    const transport = make();
    await using session = createSession({ baseUrl: server.url, transport });
    const options: RequestOptions = { stream: true, ...row.options };
    const { body } = await session.get("/", options);
    if (body === null) throw new Error("the response has no body");
    await row.cancel(body);
    const connections = (): Promise<number> =>
      new Promise((resolve, reject) => {
        server.server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
      });
    await expect.poll(connections, { timeout: 10_000 }).toBe(0);
    await transport.close?.();
  });
});
