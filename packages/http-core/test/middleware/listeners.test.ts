import { describe, expect, it } from "vitest";
import { createSession, type Logger, type RequestOptions } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";
import { allTransports } from "../support/all-transports.js";
import { loopback } from "../support/loopback.js";
import { recordWarnings } from "../support/warnings.js";

/** How a listener can fail. */
const failures: readonly (readonly [string, () => void])[] = [
  [
    "throws",
    () => {
      throw new Error("hunter2");
    },
  ],
  ["rejects", (() => Promise.reject(new Error("hunter2"))) as () => void],
];

/** Waits until rejections of listeners have been handled. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe.each(failures)("a listener that %s", (_, fail) => {
  const listeners: readonly (readonly [string, RequestOptions])[] = [
    ["onUploadProgress", { onUploadProgress: fail }],
    ["onDownloadProgress", { onDownloadProgress: fail }],
    ["retry.onRetry", { retry: { attempts: 3, baseDelayMs: 0, idempotent: true, onRetry: fail } }],
  ];

  describe.each(allTransports)("over $name", ({ make }) => {
    it.each(listeners)("costs one warning as %s, and the call goes on", async (name, options) => {
      let failuresLeft = 2;
      await using server = await loopback((request, response) => {
        response.statusCode = options.retry !== undefined && failuresLeft-- > 0 ? 503 : 200;
        response.end(request.body);
      });
      const logger = recordWarnings();
      await using session = createSession({ baseUrl: server.url, transport: make(), logger, retry: false });
      for (const stream of [false, true]) {
        failuresLeft = 2;
        logger.lines.length = 0;
        const response = await session.post("/", { body: "x".repeat(200_000), stream, ...options });
        expect((await response.bytes()).length).toBe(200_000);
        await settle();
        expect(logger.lines).toEqual([expect.stringContaining(name)]);
        expect(logger.lines.join()).not.toContain("hunter2");
      }
    });
  });

  it("costs one process warning as logger, and calls go on", async () => {
    const warnings: string[] = [];
    const onWarning = ({ message }: Error): void => void warnings.push(message);
    process.on("warning", onWarning);
    const logger: Logger = { debug: fail, info: fail, warn: fail, error: fail };
    const session = createSession({ baseUrl: "https://a.example", logger, transport: memoryTransport(() => 200) });
    const options = { onDownloadProgress: fail };
    for (const each of [session, session.extend({})]) expect((await each.get("/", options)).status).toBe(200);
    await settle();
    process.off("warning", onWarning);
    expect(warnings).toEqual([expect.stringContaining("logger")]);
  });
});
