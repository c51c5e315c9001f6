import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { createLogger, format, transports } from "winston";
import { createSession, type Logger } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

/** A stream that keeps what a logger writes. */
function lineSink(): { readonly stream: Writable; readonly lines: object[] } {
  const lines: object[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(String(chunk)) as object);
      done();
    },
  });
  return { stream, lines };
}

type MakeLogger = (stream: Writable) => Logger;

const loggers: readonly (readonly [string, MakeLogger, string])[] = [
  ["pino", (stream) => pino({ level: "debug" }, stream), "msg"],
  ["a child of pino", (stream) => pino({ level: "debug" }, stream).child({ app: "x" }), "msg"],
  [
    "winston",
    (stream) =>
      createLogger({ level: "debug", transports: [new transports.Stream({ stream, format: format.json() })] }),
    "message",
  ],
];

describe.each(loggers)("a session that logs to %s", (_, makeLogger, messageName) => {
  it("writes each message with its facts", async () => {
    const { stream, lines } = lineSink();
    const session = createSession({
      baseUrl: "https://a.example",
      transport: memoryTransport(() => 200),
      logger: makeLogger(stream),
    });
    await session.get("/me");
    expect(lines).toContainEqual(
      expect.objectContaining({
        [messageName]: expect.stringContaining("GET https://a.example/me") as string,
        method: "GET",
        url: "https://a.example/me",
        status: 200,
      }),
    );
  });
});
