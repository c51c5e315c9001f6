import { describe, expect, it } from "vitest";
import { createResponse, createSession, quoteFrom, readErrorText } from "../../../src/index.js";
import { memoryTransport } from "../../../src/testing/index.js";

const url = "https://api.example.com/";
const limit = 65_536;

async function* chunks(...parts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

describe("the text that an error quotes", () => {
  const bodies: readonly (readonly [string, Uint8Array | AsyncIterable<Uint8Array> | undefined, string])[] = [
    ["no body", undefined, ""],
    ["a short body", Buffer.from("short"), "short"],
    ["a long body", Buffer.from("x".repeat(3 * limit)), "x".repeat(limit)],
    ["a long chunk", chunks("a", "x".repeat(3 * limit)), `a${"x".repeat(limit - 1)}`],
    ["bytes that are no text", Buffer.from([0x61, 0xff]), "a\uFFFD"],
  ];

  it.each(bodies)("of %s has at most 64 KB", async (_, body, text) => {
    expect(await readErrorText(createResponse({ status: 400, url, headers: [], body }))).toBe(text);
  });

  it("is the beginning of a body that fails", async () => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield Buffer.from("begin");
      throw new Error("cut");
    }
    expect(await readErrorText(createResponse({ status: 400, url, headers: [], body: failing() }))).toBe("begin");
  });

  it("needs no more of an endless body than it quotes", async () => {
    let sent = 0;
    async function* endless(): AsyncIterable<Uint8Array> {
      for (; ; sent++) yield Buffer.alloc(10_000, "x");
    }
    await readErrorText(createResponse({ status: 400, url, headers: [], body: endless() }));
    expect(sent).toBe(6);
  });
});

describe("a text of a response", () => {
  const secret = "cn-7Qm2xV9tLk4Z";

  async function callReflecting(body: string) {
    const transport = memoryTransport(() => ({ status: 400, body }));
    const session = createSession({ transport, retry: false, throwHttpErrors: false });
    return session.get(url, { headers: { "x-api-key": secret } });
  }

  it.each([
    [`bad ${secret}`, "bad [redacted]"],
    [`bad ${encodeURIComponent(encodeURIComponent(`/${secret}`))}`, "bad %252F[redacted]"],
    [`${"x".repeat(295)} ${secret} tail`, `${"x".repeat(295)} [red…`],
    [`a${" ".repeat(limit - 6)}${secret}`, "a"],
    ["two\n\u202elines\u0007", "two lines "],
    [" \t ", undefined],
  ])("is quoted without what the call sent as a secret, case %#", async (text, quoted) => {
    const response = await callReflecting("");
    expect(quoteFrom(response, text)?.trimEnd()).toBe(quoted?.trimEnd());
  });

  it("for an error is masked before it is cut", async () => {
    const { length } = secret;
    for (const shown of [1, length - 1, length]) {
      const text = await readErrorText(await callReflecting("x".repeat(limit - shown) + secret));
      expect(text).toMatch(/^x+$/);
    }
    expect(await readErrorText(await callReflecting(`bad ${secret}`))).toBe("bad [redacted]");
  });
});
