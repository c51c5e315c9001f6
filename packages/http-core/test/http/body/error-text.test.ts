import { describe, expect, it } from "vitest";
import { createResponse, readErrorText } from "../../../src/index.js";

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
