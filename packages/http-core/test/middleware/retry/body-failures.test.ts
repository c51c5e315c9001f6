import { describe, expect, it } from "vitest";
import { BodyError, createSession, type BytesSent, type RequestOptions, type Transport } from "../../../src/index.js";

const codes = ["BODY_SOURCE_FAILED", "BODY_LENGTH_WRONG"] as const;
const calls: readonly (readonly [method: string, sent: BytesSent, retry: RequestOptions["retry"], outcome: unknown])[] =
  [
    ["POST", "none", undefined, "notSent"],
    ["POST", "unknown", undefined, "unknown"],
    ["POST", "some", undefined, "unknown"],
    ["PUT", "some", { idempotent: true }, undefined],
    ["PUT", "none", { idempotent: true }, undefined],
  ];

describe.each(codes)("a request that failed with %s", (code) => {
  it.each(calls)("is not sent again: %s after %s bytes, with %j", async (method, bytesSent, retry, outcome) => {
    let sends = 0;
    const transport: Transport = {
      async send() {
        sends++;
        throw new BodyError(code, "the body failed", { bytesSent });
      },
    };
    await using session = createSession({ baseUrl: "https://api.example.com", transport });
    const options: RequestOptions = { method, body: "x", ...(retry === undefined ? {} : { retry }) };
    const error: unknown = await session.request("/", options).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code, bytesSent });
    expect((error as BodyError).outcome).toBe(outcome);
    expect(sends).toBe(1);
  });
});
