import { createHmac } from "node:crypto";
import { Secret } from "@org/http-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmacOf, RunningHmac } from "../../src/signing/hmac.js";

const text = fc.string({ unit: "binary" });
/** Shorter than a block of SHA-256, as long, and longer, in characters of one to four bytes. */
const key = fc.oneof(text, fc.string({ unit: "grapheme", minLength: 15, maxLength: 17 }), fc.string({ minLength: 60 }));
const piece = fc.oneof(text, fc.uint8Array());

function expected(secret: string, pieces: readonly (string | Uint8Array)[]): string {
  const hmac = createHmac("sha256", secret);
  for (const each of pieces) hmac.update(each);
  return hmac.digest("base64");
}

function running(secret: string, pieces: readonly (string | Uint8Array)[]): RunningHmac {
  const hmac = new RunningHmac(new Secret(secret));
  for (const each of pieces) hmac.update(each);
  return hmac;
}

describe("HMAC-SHA256", () => {
  it("equals Node's own for every key and text", () => {
    fc.assert(
      fc.property(key, text, (secret, message) => {
        expect(hmacOf(new Secret(secret), [message])).toBe(expected(secret, [message]));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([0, 1, 63, 64, 65, 200])("equals Node's own for a key of %d bytes", (size) => {
    const secret = "k".repeat(size);
    expect(hmacOf(new Secret(secret), ["message"])).toBe(expected(secret, ["message"]));
    expect(running(secret, ["message"]).digest()).toBe(expected(secret, ["message"]));
  });

  it("equals Node's own for every message in pieces", () => {
    fc.assert(
      fc.property(key, fc.array(piece), (secret, pieces) => {
        expect(running(secret, pieces).digest()).toBe(expected(secret, pieces));
        const texts = pieces.filter((each) => typeof each === "string");
        expect(hmacOf(new Secret(secret), texts)).toBe(expected(secret, texts));
      }),
      { numRuns: 1000 },
    );
  });

  it("copies a state that depends on message and key, and can be continued on its own", () => {
    const hmac = running("key", ["a"]);
    const state = hmac.copyState();
    expect(state.copy().update("b").digest()).toEqual(running("key", ["ab"]).copyState().digest());
    expect(state.copy().digest()).not.toEqual(running("other key", ["a"]).copyState().digest());
    state.update("c");
    expect(hmac.digest()).toBe(expected("key", ["a"]));
  });
});
