import { describe, expect, it } from "vitest";
import { createSession, type RequestOptions, type SessionOptions } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const transport = memoryTransport(() => ({ body: new Uint8Array(1_000) }));
const small = { maxResponseBytes: 999 };

describe("the limit of a response", () => {
  it.each<[bound: boolean, session: SessionOptions, call: RequestOptions]>([
    [true, small, {}],
    [true, small, { stream: false }],
    [true, {}, small],
    [true, {}, { ...small, stream: true }],
    [true, { stream: true }, small],
    [false, small, { stream: true }],
    [false, { ...small, stream: true }, {}],
    [false, small, { stream: true, maxResponseBytes: 1_000 }],
  ])("binds it: %j, with options of the session %j and of the call %j", async (bound, options, call) => {
    await using session = createSession({ baseUrl: "https://api.example.com", transport, ...options });
    const code = session
      .get("/", call)
      .then((response) => response.bytes())
      .then(
        () => "read",
        (error: { code: string }) => error.code,
      );
    expect(await code).toBe(bound ? "BODY_TOO_LARGE" : "read");
  });
});
