import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createNonce } from "../src/nonce.js";

describe("a nonce", () => {
  it("is the random bytes as 32 hexadecimal digits", () => {
    const sixteenBytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
    const law = fc.property(sixteenBytes, (bytes) => {
      const nonce = createNonce(() => bytes);
      return /^[0-9a-f]{32}$/.test(nonce) && Buffer.from(nonce, "hex").equals(bytes);
    });
    expect(() => fc.assert(law)).not.toThrow();
  });

  it("asks for 16 bytes", () => {
    const lengths: number[] = [];
    createNonce((length) => {
      lengths.push(length);
      return randomBytes(length);
    });
    expect(lengths).toEqual([16]);
  });

  it("differs each time", () => {
    expect(new Set(Array.from({ length: 10_000 }, () => createNonce(randomBytes))).size).toBe(10_000);
  });
});
