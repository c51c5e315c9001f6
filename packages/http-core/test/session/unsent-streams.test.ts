import { PassThrough } from "node:stream";
import { describe, expect, it } from "vitest";
import { createSession, multipartBody, type RequestOptions, type SessionOptions } from "../../src/index.js";
import { streamBody } from "../../src/http/request-body/create-body.js";
import { memoryTransport } from "../../src/testing/index.js";
import { undiciTransport } from "../../src/transports/undici.js";

const quiet = { debug() {}, info() {}, warn() {}, error() {} };
const transport = memoryTransport();

/** Calls that fail before anything of the body is read. */
const failures: readonly (readonly [string, SessionOptions])[] = [
  ["no connection is made", { baseUrl: "http://127.0.0.1:1", transport: undiciTransport() }],
  ["the caller has aborted already", { transport, signal: AbortSignal.abort() }],
  [
    "middleware refuses the call",
    { transport, middleware: [() => ({ send: () => Promise.reject(new Error("refused")) })] },
  ],
];

const bodies: readonly (readonly [string, (stream: PassThrough) => RequestOptions])[] = [
  ["body", (stream) => ({ body: stream })],
  ["part of a multipart form", (stream) => ({ body: multipartBody({ file: streamBody(stream) }) })],
  ["form field", (stream) => ({ form: { file: streamBody(stream) } })],
];

describe.each(failures)("a stream whose call fails because %s", (_, options) => {
  it.each(bodies)("is closed as a %s", async (_kind, bodyOf) => {
    const stream = new PassThrough().on("error", () => {});
    const closed = new Promise<void>((resolve) => stream.once("close", resolve));
    const session = createSession({ baseUrl: "https://a.example", retry: false, logger: quiet, ...options });
    const error = await session.post("/", bodyOf(stream)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    await closed;
  });
});
