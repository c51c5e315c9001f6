import { describe, expect, it } from "vitest";
import { createResponse, createSession, type JsonReviver, type SessionOptions } from "../../src/index.js";
import { memoryTransport } from "../../src/testing/index.js";

const baseUrl = "https://api.example.com";
const text = '{"id":9007199254740993,"at":"2026-01-02T00:00:00Z","drop":1}';

/** Keeps large numbers, makes dates, and leaves out one member. */
const revive: JsonReviver = (key, value, context) => {
  if (typeof value === "number" && !Number.isSafeInteger(value)) return BigInt(context?.source ?? value);
  if (key === "at") return new Date(value as string);
  return key === "drop" ? undefined : value;
};
const revived = { id: 9007199254740993n, at: new Date("2026-01-02T00:00:00Z") };

function open(options: SessionOptions): ReturnType<typeof createSession> {
  const headers = { "content-type": "application/json" };
  return createSession({ baseUrl, transport: memoryTransport(() => ({ headers, body: text })), ...options });
}

describe("a reviver of JSON", () => {
  it("changes the values of a session's responses, streamed or not", async () => {
    const session = open({ jsonReviver: revive });
    expect(await session.get("/").json()).toEqual(revived);
    expect(await session.get("/", { stream: true }).json()).toEqual(revived);
    expect(await session.extend({}).get("/").json()).toEqual(revived);
  });

  it("of a call replaces that of the session", async () => {
    const session = open({ jsonReviver: () => 1 });
    expect(await session.get("/", { jsonReviver: revive }).json()).toEqual(revived);
    expect(await session.get("/").json()).toBe(1);
    expect(await open({}).get("/").json()).toMatchObject({ drop: 1 });
  });

  it("runs before a schema, and leaves text as it is", async () => {
    const schema = {
      "~standard": { version: 1, vendor: "test", validate: (value: unknown) => ({ value: [value] }) },
    } as const;
    const response = await open({ jsonReviver: revive }).get("/");
    expect(await response.json(schema)).toEqual([revived]);
    expect(await response.text()).toBe(text);
  });

  it("fails json() with its own error, also one that parsers throw", async () => {
    const own = new SyntaxError("not a date");
    const jsonReviver = (): never => {
      throw own;
    };
    await expect(open({ jsonReviver }).get("/").json()).rejects.toBe(own);
    const broken = createResponse({ status: 200, url: baseUrl, headers: {}, body: Buffer.from("{"), jsonReviver });
    await expect(broken.json()).rejects.toMatchObject({ code: "BODY_NOT_JSON" });
  });
});
